; Sums of sines and cosines over the oscillators, whole and begun, fit in 32 bits.
; Rules: KUR-6, PAR-5
; Relied on: kuramoto/order.hpp (mean_field_of), param/profile.hpp (relations_hold)
; Constants: N = oscillator_count, M = sine_max
;
; By induction over the oscillators: an empty sum is within 0 times M, and one more sine or cosine, which num.sine
; bounds, keeps the sum of k + 1 within (k + 1) times M.
(set-logic ALL)
(declare-const k Int)
(declare-const sum Int)
(declare-const sine Int)
(define-fun is-within ((x Int) (bound Int)) Bool (<= (- bound) x bound))
(define-fun given ((N Int) (M Int)) Bool
  (and (<= 0 k) (< k N) (is-within sum (* M k)) (is-within sine 16384)))

(define-fun claim-next ((N Int) (M Int)) Bool (is-within (+ sum sine) (* M (+ k 1))))
(define-fun claim-fits ((N Int) (M Int)) Bool
  (and (< (* M N) 1073741824) (is-within (+ sum sine) 2147483647)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "mainnet+testnet next")
(push 1)
(assert (given 63 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-next 63 16386)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+testnet fits")
(push 1)
(assert (given 63 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 63 16386)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast next")
(push 1)
(assert (given 31 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-next 31 16386)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast fits")
(push 1)
(assert (given 31 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 31 16386)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure next")
(push 1)
(assert (given 127 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-next 127 16386)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure fits")
(push 1)
(assert (given 127 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 127 16386)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny next")
(push 1)
(assert (given 5 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-next 5 16386)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny fits")
(push 1)
(assert (given 5 16386))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 5 16386)))
(set-info :status unsat) (check-sat)
(pop 1)
