; No product of the falling exponential exceeds 2^62, no difference is below zero, and the result is at most one.
; Rules: NUM-13
; Relied on: num/expo.hpp (exp_neg)
(set-logic ALL)
(declare-const x Int)
(declare-const e Int)
(declare-const n Int)
(define-fun one () Int 2147483648)
(define-fun is-fraction ((e Int)) Bool (<= 0 e one))
(define-fun t () Int (div x 2))
(define-fun given () Bool (and (<= 0 x 4294967295) (is-fraction e) (<= 1 n 13)))

(define-fun claim-products () Bool (and (< (* t e) 4611686018427387904) (<= (* e e) 4611686018427387904)))
(define-fun claim-square () Bool (and (is-fraction (div (* e e) one)) (<= 0 (div (+ e 1) 2) 1073741824)))
; quotient = floor(t * e / (n * 2^31)), said by its remainder; x stands for t * e.
(declare-const quotient Int)
(declare-const remainder Int)
(define-fun given-term () Bool
  (and (is-fraction e) (<= 1 n 13) (<= 0 x) (<= x (* e (- one 1)))
       (<= 0 remainder) (< remainder (* n one)) (= x (+ (* quotient n one) remainder))))
(define-fun claim-term () Bool (is-fraction (- one quotient)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all products")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-products))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all square")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-square))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all term")
(push 1)
(assert given-term)
(set-info :status sat) (check-sat)
(assert (not claim-term))
(set-info :status unsat) (check-sat)
(pop 1)
