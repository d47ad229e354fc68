; A frequency is taken from a product that fits in 64 bits, and lies in -5838344 ... 5838343.
; Rules: KUR-4, PAR-3
; Relied on: kuramoto/seed.hpp (frequency_of), kuramoto/lane_block.hpp (raised)
; Constants: D = frequency_scale
; Values: frequency int int
(set-logic ALL)
(declare-const word Int)
(define-fun frequency ((word Int) (D Int)) Int (div (* D word) 2147483648))
(define-fun agrees ((D Int) (word Int) (value Int)) Bool (= (frequency word D) value))
(define-fun given ((D Int)) Bool (and (<= (- 2147483648) word) (< word 2147483648)))

(define-fun claim-product-fits ((D Int)) Bool
  (and (<= (- 4611686018427387904) (* D word)) (< (* D word) 4611686018427387904)))
(define-fun claim-range ((D Int)) Bool (<= (- 5838344) (frequency word D) 5838343))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all values")
(push 1)
(assert (given 5838344))
(set-info :status sat) (check-sat)
(assert (not (and
  (agrees 5838344 0 0) (agrees 5838344 1 0) (agrees 5838344 367 0) (agrees 5838344 368 1)
  (agrees 5838344 305419896 830342) (agrees 5838344 2147483647 5838343) (agrees 5838344 (- 2147483648) (- 5838344))
  (agrees 5838344 (- 1) (- 1)))))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all product-fits")
(push 1)
(assert (given 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-product-fits 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all range")
(push 1)
(assert (given 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-range 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)
