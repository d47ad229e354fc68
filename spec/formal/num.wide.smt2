; A digit of a wide product with its carry fits in 64 bits, and the rest of a division can be doubled.
; Rules: NUM-6, NUM-7
; Relied on: num/wide.hpp (multiply, operator/)
(set-logic ALL)
(declare-const digit Int)
(declare-const limb Int)
(declare-const low Int)
(declare-const carry Int)
(define-fun is-limb ((x Int)) Bool (<= 0 x 4294967295))
(define-fun sum () Int (+ carry (* digit limb) low))
(define-fun given () Bool (and (is-limb digit) (is-limb limb) (is-limb low) (is-limb carry)))
(define-fun claim-digit () Bool (and (<= 0 sum 18446744073709551615) (is-limb (div sum 4294967296))))

; 2^255 and 2^256.
(define-fun half () Int 57896044618658097711785492504343953926634992332820282019728792003956564819968)
(define-fun whole () Int 115792089237316195423570985008687907853269984665640564039457584007913129639936)
(declare-const rest Int)
(declare-const divisor Int)
(declare-const bit Int)
(define-fun next () Int (+ (* 2 rest) bit))
(define-fun given-rest () Bool (and (<= 1 divisor half) (<= 0 rest) (< rest divisor) (<= 0 bit 1)))
(define-fun claim-rest () Bool
  (and (< next whole) (<= 0 (ite (>= next divisor) (- next divisor) next))
       (< (ite (>= next divisor) (- next divisor) next) divisor)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all digit")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-digit))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all rest")
(push 1)
(assert given-rest)
(set-info :status sat) (check-sat)
(assert (not claim-rest))
(set-info :status unsat) (check-sat)
(pop 1)
