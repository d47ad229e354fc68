; Neither term of the spread of frequencies is above 2^50.
; Rules: KUR-4, PAR-5
; Relied on: kuramoto/patience.hpp (spread_of)
; Constants: N = oscillator_count, D = frequency_scale
;
; Sums over the oscillators are at most N times the greatest term.
(set-logic ALL)
(declare-const frequency Int)
(declare-const sum Int)
(declare-const squares Int)
(define-fun v () Int (div frequency 256))
(define-fun given ((N Int) (D Int)) Bool
  (and (<= (- D) frequency) (< frequency D) (<= (- (* N 32768)) sum (* N 32768)) (<= 0 squares (* N 1073741824))))

(define-fun claim-term ((N Int) (D Int)) Bool (and (<= (- 32768) v 32768) (<= (* v v) 1073741824)))
(define-fun claim-fits ((N Int) (D Int)) Bool
  (and (<= (* N squares) 1125899906842624) (<= (* sum sum) 1125899906842624)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "mainnet+testnet term")
(push 1)
(assert (given 63 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-term 63 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+testnet fits")
(push 1)
(assert (given 63 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 63 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast term")
(push 1)
(assert (given 31 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-term 31 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast fits")
(push 1)
(assert (given 31 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 31 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure term")
(push 1)
(assert (given 127 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-term 127 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure fits")
(push 1)
(assert (given 127 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 127 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny term")
(push 1)
(assert (given 5 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-term 5 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny fits")
(push 1)
(assert (given 5 5838344))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 5 5838344)))
(set-info :status unsat) (check-sat)
(pop 1)
