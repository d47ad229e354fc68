; The square root by digits ends with root^2 <= n < (root + 1)^2, and nothing on the way leaves the type of n.
; Rules: NUM-5
; Relied on: num/root.hpp (isqrt)
;
; found is what is known of the root before a digit is asked for, bit is 2 to the power of its place. Invariant:
; found^2 <= n < (found + 2 bit)^2; the variables root and rest of the header are 2 * found * bit and n - found^2.
; Before the first digit found is 0 and 2 bit squared is the number of values of the type; after the last 2 bit is 1.
(set-logic ALL)
(declare-const n Int)
(declare-const found Int)
(declare-const bit Int)
(define-fun square ((x Int)) Int (* x x))
(define-fun rest () Int (- n (square found)))
(define-fun trial () Int (+ (* 2 found bit) (* bit bit)))
(define-fun takes () Bool (>= rest trial))
(define-fun found-next () Int (ite takes (+ found bit) found))
(define-fun is-invariant ((n Int) (found Int) (twice Int)) Bool
  (and (<= 0 found) (<= (square found) n) (< n (square (+ found twice)))))
(define-fun given () Bool (and (<= 1 bit) (is-invariant n found (* 2 bit))))
(define-fun example () Bool (and (= n 17) (= found 4) (= bit 1)))

(define-fun claim-digit () Bool (is-invariant n found-next bit))
; What the header keeps, root / 2 with the digit and rest without it, is what the next digit starts with.
(define-fun claim-variables () Bool
  (and (= (ite takes (- rest trial) rest) (- n (square found-next)))
       (= (+ (* found bit) (ite takes (* bit bit) 0)) (* found-next bit))))
; size is 2 to the power of half the width of the type; found and its digit are below it.
(declare-const size Int)
(define-fun given-fits () Bool (and (<= 1 bit) (<= 0 found) (<= (+ found bit) (- size 1))))
(define-fun claim-fits () Bool (< trial (square size)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all digit")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-digit))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all variables")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-variables))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all fits")
(push 1)
(assert given-fits)
(set-info :status sat) (check-sat)
(assert (not claim-fits))
(set-info :status unsat) (check-sat)
(pop 1)
