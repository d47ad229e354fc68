; Angles and fractions are read and written without a number above 64 bits, and what is written is neither subnormal
; nor infinite.
; Rules: COD-13, COD-14, COD-15, COD-17
; Relied on: codec/binary32.hpp (shifted, fixed_of, turn_of, binary32_of, radians_of)
; Constants: per-radian = turns_per_radian_q40, per-turn = radians_per_turn_q28
(set-logic ALL)
(declare-const significand Int)
(declare-const half Int)
(define-fun is-below ((x Int) (bound Int)) Bool (< (- bound) x bound))
(define-fun given ((per-radian Int) (per-turn Int)) Bool (is-below significand 16777216))
(define-fun claim-angle-fits ((per-radian Int) (per-turn Int)) Bool
  (is-below (* significand per-radian) 4611686018427387904))

; shift_round by at most 62 adds at most 2^61.
(define-fun given-shift ((per-radian Int) (per-turn Int)) Bool
  (and (is-below significand 4611686018427387904) (<= 1 half 2305843009213693952)))
(define-fun claim-shift ((per-radian Int) (per-turn Int)) Bool (is-below (+ significand half) 9223372036854775808))

; A product in units of 2^-60.
(declare-const turn Int)
(define-fun given-turn ((per-radian Int) (per-turn Int)) Bool (<= 0 turn 4294967295))
(define-fun claim-turn ((per-radian Int) (per-turn Int)) Bool (< (* turn per-turn) 9223372036854775808))

; The exponent field for a value of 63 bits in units of 2^-bits, and one more where the rounding carries.
(declare-const zeros Int)
(declare-const bits Int)
(define-fun field () Int (- (+ 127 63) zeros bits))
(define-fun given-field ((per-radian Int) (per-turn Int)) Bool (and (<= 1 zeros 63) (<= 0 bits 60)))
(define-fun claim-field ((per-radian Int) (per-turn Int)) Bool (and (<= 1 field) (<= (+ field 1) 254)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all angle-fits")
(push 1)
(assert (given 174992710548 1686629713))
(set-info :status sat) (check-sat)
(assert (not (claim-angle-fits 174992710548 1686629713)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all shift")
(push 1)
(assert (given-shift 174992710548 1686629713))
(set-info :status sat) (check-sat)
(assert (not (claim-shift 174992710548 1686629713)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all turn")
(push 1)
(assert (given-turn 174992710548 1686629713))
(set-info :status sat) (check-sat)
(assert (not (claim-turn 174992710548 1686629713)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all field")
(push 1)
(assert (given-field 174992710548 1686629713))
(set-info :status sat) (check-sat)
(assert (not (claim-field 174992710548 1686629713)))
(set-info :status unsat) (check-sat)
(pop 1)
