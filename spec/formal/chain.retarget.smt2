; The base difficulty after a window is at least 1, at least half and at most twice what it was, rounded, and all that
; it is computed from fits.
; Rules: DIF-1, NUM-7
; Relied on: chain/retarget.hpp (base_difficulty_after)
; Constants: W = retarget_window, target = interval_target_s, highest = base_difficulty_max
; Values: base_difficulty int int int
(set-logic ALL)
(declare-const base Int)
(declare-const measured Int)
(define-fun clamp ((x Int) (low Int) (high Int)) Int (ite (< x low) low (ite (> x high) high x)))
(define-fun T ((W Int) (target Int)) Int (* W target))
(define-fun span ((W Int) (target Int) (measured Int)) Int
  (clamp measured (div (T W target) 2) (* 2 (T W target))))
(define-fun divide-round ((a Int) (b Int)) Int (div (+ (* 2 a) b) (* 2 b)))
(define-fun quotient ((base Int) (W Int) (target Int) (measured Int)) Int
  (divide-round (* base (T W target)) (span W target measured)))
(define-fun after ((base Int) (W Int) (target Int) (highest Int) (measured Int)) Int
  (clamp (quotient base W target measured) 1 highest))
(define-fun agrees ((W Int) (target Int) (highest Int) (base Int) (measured Int) (value Int)) Bool
  (= (after base W target highest measured) value))

(define-fun given ((W Int) (target Int) (highest Int)) Bool (<= 0 measured 18446744073709551615))
(define-fun claim-span ((W Int) (target Int) (highest Int)) Bool
  (and (= (* 2 (div (T W target) 2)) (T W target)) (<= 1 (div (T W target) 2))
       (<= (div (T W target) 2) (span W target measured) (* 2 (T W target)))))

; What the solvers should think of below; it is true of all numbers.
(define-fun is-product-positive ((x Int) (y Int)) Bool (=> (and (<= 0 x) (<= 0 y)) (<= 0 (* x y))))
(define-fun claim-product-positive ((W Int) (target Int) (highest Int)) Bool (is-product-positive base measured))

; From here on s is a span and q its quotient, said by the remainder of the division.
(declare-const s Int)
(declare-const q Int)
(declare-const remainder Int)
(define-fun given-quotient ((W Int) (target Int) (highest Int)) Bool
  (and (<= 1 base highest) (<= (div (T W target) 2) s (* 2 (T W target)))
       (<= 0 remainder) (< remainder (* 2 s)) (= (+ (* 2 base (T W target)) s) (+ (* 2 s q) remainder))
       (is-product-positive (- s (div (T W target) 2)) base) (is-product-positive s (- q (* 2 base) 1))
       (is-product-positive (- (* 2 (T W target)) s) base) (is-product-positive s (- base 1 (* 2 q)))))
(define-fun example-quotient ((W Int) (target Int) (highest Int)) Bool
  (and (= s (T W target)) (= base 4) (= q 4) (= remainder s)))
; The least quotient is 1 already: raising it to 1 is never needed.
(define-fun claim-quotient ((W Int) (target Int) (highest Int)) Bool
  (and (<= 1 q) (<= base (* 2 q)) (<= q (* 2 base)) (< q 18446744073709551616)))
; Twice the dividend and the divisor, far below 2^256, which is 2^128 twice over.
(define-fun claim-dividend ((W Int) (target Int) (highest Int)) Bool
  (< (+ (* 2 highest (T W target)) (* 2 (T W target))) 340282366920938463463374607431768211456))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "mainnet+fast+secure values")
(push 1)
(assert (given 123 420 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (and
  (agrees 123 420 4611686018427387904 1 17220 2) (agrees 123 420 4611686018427387904 1 25830 2)
  (agrees 123 420 4611686018427387904 1 51660 1) (agrees 123 420 4611686018427387904 1 77490 1)
  (agrees 123 420 4611686018427387904 1 464940 1) (agrees 123 420 4611686018427387904 3 17220 6)
  (agrees 123 420 4611686018427387904 3 25830 6) (agrees 123 420 4611686018427387904 3 51660 3)
  (agrees 123 420 4611686018427387904 3 77490 2) (agrees 123 420 4611686018427387904 3 464940 2)
  (agrees 123 420 4611686018427387904 4611686018427387904 17220 4611686018427387904)
  (agrees 123 420 4611686018427387904 4611686018427387904 25830 4611686018427387904)
  (agrees 123 420 4611686018427387904 4611686018427387904 51660 4611686018427387904)
  (agrees 123 420 4611686018427387904 4611686018427387904 77490 3074457345618258603)
  (agrees 123 420 4611686018427387904 4611686018427387904 464940 2305843009213693952))))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+fast+secure span")
(push 1)
(assert (given 123 420 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-span 123 420 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+fast+secure product-positive")
(push 1)
(assert (given 123 420 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-product-positive 123 420 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+fast+secure quotient")
(push 1)
(assert (given-quotient 123 420 4611686018427387904))
(push 1) (assert (example-quotient 123 420 4611686018427387904))
(set-info :status sat) (check-sat)
(pop 1)
(assert (not (claim-quotient 123 420 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+fast+secure dividend")
(push 1)
(assert (given 123 420 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-dividend 123 420 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "testnet values")
(push 1)
(assert (given 10 60 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (and
  (agrees 10 60 4611686018427387904 1 200 2) (agrees 10 60 4611686018427387904 1 300 2)
  (agrees 10 60 4611686018427387904 1 600 1) (agrees 10 60 4611686018427387904 1 900 1)
  (agrees 10 60 4611686018427387904 1 5400 1) (agrees 10 60 4611686018427387904 3 200 6)
  (agrees 10 60 4611686018427387904 3 300 6) (agrees 10 60 4611686018427387904 3 600 3)
  (agrees 10 60 4611686018427387904 3 900 2) (agrees 10 60 4611686018427387904 3 5400 2)
  (agrees 10 60 4611686018427387904 4611686018427387904 200 4611686018427387904)
  (agrees 10 60 4611686018427387904 4611686018427387904 300 4611686018427387904)
  (agrees 10 60 4611686018427387904 4611686018427387904 600 4611686018427387904)
  (agrees 10 60 4611686018427387904 4611686018427387904 900 3074457345618258603)
  (agrees 10 60 4611686018427387904 4611686018427387904 5400 2305843009213693952))))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "testnet span")
(push 1)
(assert (given 10 60 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-span 10 60 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "testnet product-positive")
(push 1)
(assert (given 10 60 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-product-positive 10 60 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "testnet quotient")
(push 1)
(assert (given-quotient 10 60 4611686018427387904))
(push 1) (assert (example-quotient 10 60 4611686018427387904))
(set-info :status sat) (check-sat)
(pop 1)
(assert (not (claim-quotient 10 60 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "testnet dividend")
(push 1)
(assert (given 10 60 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-dividend 10 60 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny values")
(push 1)
(assert (given 5 10 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (and
  (agrees 5 10 4611686018427387904 1 16 2) (agrees 5 10 4611686018427387904 1 25 2)
  (agrees 5 10 4611686018427387904 1 50 1) (agrees 5 10 4611686018427387904 1 75 1)
  (agrees 5 10 4611686018427387904 1 450 1) (agrees 5 10 4611686018427387904 3 16 6)
  (agrees 5 10 4611686018427387904 3 25 6) (agrees 5 10 4611686018427387904 3 50 3)
  (agrees 5 10 4611686018427387904 3 75 2) (agrees 5 10 4611686018427387904 3 450 2)
  (agrees 5 10 4611686018427387904 4611686018427387904 16 4611686018427387904)
  (agrees 5 10 4611686018427387904 4611686018427387904 25 4611686018427387904)
  (agrees 5 10 4611686018427387904 4611686018427387904 50 4611686018427387904)
  (agrees 5 10 4611686018427387904 4611686018427387904 75 3074457345618258603)
  (agrees 5 10 4611686018427387904 4611686018427387904 450 2305843009213693952))))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny span")
(push 1)
(assert (given 5 10 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-span 5 10 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny product-positive")
(push 1)
(assert (given 5 10 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-product-positive 5 10 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny quotient")
(push 1)
(assert (given-quotient 5 10 4611686018427387904))
(push 1) (assert (example-quotient 5 10 4611686018427387904))
(set-info :status sat) (check-sat)
(pop 1)
(assert (not (claim-quotient 5 10 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny dividend")
(push 1)
(assert (given 5 10 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-dividend 5 10 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)
