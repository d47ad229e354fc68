; The sum of a group of oscillators changes by less than 2^15 in a step, so that the change is known from sums modulo
; 2^16.
; Rules: KUR-10, NUM-10
; Relied on: kuramoto/lane_block.hpp (changes_fit), kuramoto/kernels.inc (step_once)
; Constants: M = sine_max, c = coupling_max, bound = torque_max, D = frequency_scale, size = group_size
;
; What is not proved here: that the true sine changes by at most 2 pi 2^14 / 2^32 < 22 / (7 * 2^17) for each unit of a
; turn, and that the sine of a bin is within 4 of the true sine of every phase in it: 1.51 at its centre
; (tests/property/num/turn.cpp goes through all bins), and 0.79 more at its ends. By induction over a group, as in
; kuramoto.sums.
(set-logic ALL)
(declare-const torque Int)
(declare-const frequency Int)
(declare-const turned Int)
(declare-const changed Int)
(declare-const k Int)
(declare-const sum Int)
(define-fun is-within ((x Int) (bound Int)) Bool (<= (- bound) x bound))
(define-fun given ((M Int) (c Int) (bound Int) (D Int) (size Int)) Bool
  (and (is-within torque bound) (<= (- D) frequency) (< frequency D)))
(define-fun turn-max ((bound Int) (D Int)) Int (+ D (div bound 64) 1))
(define-fun claim-turn ((M Int) (c Int) (bound Int) (D Int) (size Int)) Bool
  (is-within (+ frequency (div torque 64)) (turn-max bound D)))

; 917504 is 7 * 2^17; the second line of what is given says how far a sine changes when its phase is turned.
(define-fun change-max ((bound Int) (D Int)) Int (+ (div (* 22 (turn-max bound D)) 917504) 1 8))
(define-fun given-change ((M Int) (c Int) (bound Int) (D Int) (size Int)) Bool
  (and (<= 0 turned (turn-max bound D))
       (is-within (* 917504 changed) (+ (* 22 turned) (* 917504 8)))))
(define-fun claim-change ((M Int) (c Int) (bound Int) (D Int) (size Int)) Bool (is-within changed (change-max bound D)))
(define-fun given-sum ((M Int) (c Int) (bound Int) (D Int) (size Int)) Bool
  (and (<= 0 k) (< k size) (is-within sum (* (change-max bound D) k)) (is-within changed (change-max bound D))))
(define-fun claim-sum ((M Int) (c Int) (bound Int) (D Int) (size Int)) Bool
  (and (is-within (+ sum changed) (* (change-max bound D) (+ k 1))) (is-within (+ sum changed) 32767)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all turn")
(push 1)
(assert (given 16386 28806 944030232 5838344 63))
(set-info :status sat) (check-sat)
(assert (not (claim-turn 16386 28806 944030232 5838344 63)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all change")
(push 1)
(assert (given-change 16386 28806 944030232 5838344 63))
(set-info :status sat) (check-sat)
(assert (not (claim-change 16386 28806 944030232 5838344 63)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all sum")
(push 1)
(assert (given-sum 16386 28806 944030232 5838344 63))
(set-info :status sat) (check-sat)
(assert (not (claim-sum 16386 28806 944030232 5838344 63)))
(set-info :status unsat) (check-sat)
(pop 1)
