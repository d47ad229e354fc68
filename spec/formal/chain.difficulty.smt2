; The difficulty of a height is its base and at most a tenth more, fits in 64 bits, and can be found by two divisions.
; Rules: DIF-2
; Relied on: chain/retarget.hpp (difficulty_of, base_difficulty_max)
; Constants: highest = base_difficulty_max
(set-logic ALL)
(declare-const base Int)
(declare-const negentropy Int)
(define-fun addition ((product Int)) Int (div (div product 1073741824) 10))
(define-fun given ((highest Int)) Bool (and (<= 1 base highest) (<= 0 negentropy 1073741824)))
(define-fun claim-range ((highest Int)) Bool
  (and (<= 0 (addition (* base negentropy)) (div base 10)) (< (+ base (div base 10)) 18446744073709551616)))
; base stands for any product.
(define-fun given-divisions ((highest Int)) Bool (<= 0 base))
(define-fun claim-divisions ((highest Int)) Bool (= (addition base) (div base 10737418240)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all range")
(push 1)
(assert (given 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-range 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all divisions")
(push 1)
(assert (given-divisions 4611686018427387904))
(set-info :status sat) (check-sat)
(assert (not (claim-divisions 4611686018427387904)))
(set-info :status unsat) (check-sat)
(pop 1)
