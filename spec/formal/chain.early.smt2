; A time more than 7200 seconds ahead of the clock is found without a number below 0 or above 64 bits, whatever time
; and clock are.
; Rules: HDR-11
; Relied on: chain/accept.hpp (is_early)
; Constants: ahead = time_ahead_s_max
(set-logic ALL)
(declare-const time Int)
(declare-const clock Int)
(define-fun is-number ((x Int)) Bool (<= 0 x 18446744073709551615))
(define-fun is-early ((ahead Int)) Bool (and (> time ahead) (> (- time ahead) clock)))
(define-fun given ((ahead Int)) Bool (and (is-number time) (is-number clock)))
(define-fun claim-exact ((ahead Int)) Bool (= (is-early ahead) (> time (+ clock ahead))))
(define-fun claim-fits ((ahead Int)) Bool (=> (> time ahead) (is-number (- time ahead))))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all exact")
(push 1)
(assert (given 7200))
(set-info :status sat) (check-sat)
(assert (not (claim-exact 7200)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all fits")
(push 1)
(assert (given 7200))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 7200)))
(set-info :status unsat) (check-sat)
(pop 1)
