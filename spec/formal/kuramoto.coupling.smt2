; The product of a sum with the gain, and half a unit more, fits in 64 bits; the coupling that it becomes is within
; the bound of PAR-5, and it and its negation fit in 16 bits.
; Rules: KUR-10, PAR-4, PAR-5
; Relied on: kuramoto/step.hpp (step), kuramoto/lane_block.hpp (coupling_of)
; Constants: N = oscillator_count, G = coupling_gain, M = sine_max, c = coupling_max
(set-logic ALL)
(declare-const sum Int)
(define-fun coupling ((G Int)) Int (div (+ (* G sum) 34359738368) 68719476736))
(define-fun given ((N Int) (G Int) (M Int) (c Int)) Bool (<= (- (* N M)) sum (* N M)))

(define-fun claim-product-fits ((N Int) (G Int) (M Int) (c Int)) Bool
  (and (<= (- 9223372036854775808) (* G sum)) (< (+ (* G sum) 34359738368) 9223372036854775808)))
(define-fun claim-bound ((N Int) (G Int) (M Int) (c Int)) Bool
  (and (<= (- c) (coupling G) c) (< c 32768)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "mainnet+testnet product-fits")
(push 1)
(assert (given 63 1917590034 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-product-fits 63 1917590034 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+testnet bound")
(push 1)
(assert (given 63 1917590034 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-bound 63 1917590034 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast product-fits")
(push 1)
(assert (given 31 3897037811 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-product-fits 31 3897037811 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast bound")
(push 1)
(assert (given 31 3897037811 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-bound 31 3897037811 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure product-fits")
(push 1)
(assert (given 127 951245450 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-product-fits 127 951245450 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure bound")
(push 1)
(assert (given 127 951245450 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-bound 127 951245450 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny product-fits")
(push 1)
(assert (given 5 24161634428 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-product-fits 5 24161634428 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny bound")
(push 1)
(assert (given 5 24161634428 16386 28806))
(set-info :status sat) (check-sat)
(assert (not (claim-bound 5 24161634428 16386 28806)))
(set-info :status unsat) (check-sat)
(pop 1)
