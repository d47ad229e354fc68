; The negentropy of every coherence is found in 64 bits, and what the exponential is asked for fits in 32.
; Rules: KUR-13, NUM-13
; Relied on: kuramoto/negentropy.hpp (negentropy_of)
; Constants: lens = lens, sigma = sharpness
(set-logic ALL)
(declare-const coherence Int)
(define-fun distance ((lens Int)) Int (ite (> coherence lens) (- coherence lens) (- lens coherence)))
(define-fun square ((lens Int)) Int (div (* (distance lens) (distance lens)) 1073741824))
(define-fun given ((lens Int) (sigma Int)) Bool (<= 0 coherence 1073741824))

(define-fun claim-square-fits ((lens Int) (sigma Int)) Bool
  (and (< (distance lens) 1073741824) (< (* (distance lens) (distance lens)) 18446744073709551616)))
(define-fun claim-argument-fits ((lens Int) (sigma Int)) Bool
  (and (< (* sigma (square lens)) 18446744073709551616) (< (div (* sigma (square lens)) 1073741824) 4294967296)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all square-fits")
(push 1)
(assert (given 929887697 3841535534))
(set-info :status sat) (check-sat)
(assert (not (claim-square-fits 929887697 3841535534)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all argument-fits")
(push 1)
(assert (given 929887697 3841535534))
(set-info :status sat) (check-sat)
(assert (not (claim-argument-fits 929887697 3841535534)))
(set-info :status unsat) (check-sat)
(pop 1)
