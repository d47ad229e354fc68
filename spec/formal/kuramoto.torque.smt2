; The torque of an oscillator is within the bound of PAR-5 and fits in 32 bits, also with 64 times its frequency added
; before it is shifted, which comes to the same.
; Rules: KUR-10, PAR-5
; Relied on: kuramoto/step.hpp (step), kuramoto/lane_block.hpp (raised)
; Constants: M = sine_max, c = coupling_max, bound = torque_max, D = frequency_scale
(set-logic ALL)
(declare-const coupling-s Int)
(declare-const coupling-c Int)
(declare-const sine Int)
(declare-const cosine Int)
(declare-const frequency Int)
(define-fun is-within ((x Int) (bound Int)) Bool (<= (- bound) x bound))
(define-fun torque () Int (- (* coupling-s cosine) (* coupling-c sine)))
(define-fun given ((M Int) (c Int) (bound Int) (D Int)) Bool
  (and (is-within coupling-s c) (is-within coupling-c c) (is-within sine M) (is-within cosine M)
       (<= (- D) frequency) (< frequency D)))

(define-fun claim-bound ((M Int) (c Int) (bound Int) (D Int)) Bool
  (and (is-within torque bound) (< bound 2147483648)))
; Below, coupling-s stands for a torque.
(define-fun given-raised ((M Int) (c Int) (bound Int) (D Int)) Bool
  (and (is-within coupling-s bound) (<= (- D) frequency) (< frequency D)))
(define-fun claim-raised ((M Int) (c Int) (bound Int) (D Int)) Bool
  (and (is-within (+ coupling-s (* 64 frequency)) 2147483647)
       (= (div (+ coupling-s (* 64 frequency)) 64) (+ frequency (div coupling-s 64)))))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all bound")
(push 1)
(assert (given 16386 28806 944030232 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-bound 16386 28806 944030232 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all raised")
(push 1)
(assert (given-raised 16386 28806 944030232 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-raised 16386 28806 944030232 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)
