; The weighted sums of a merge are far below what the angle of a vector takes, and every index is one of a phase.
; Rules: KUR-14, NUM-12
; Relied on: kuramoto/merge.hpp (merge, resampled_index)
; Constants: M = sine_max, states = merge_states_max
(set-logic ALL)
; By induction over the states, of which there are at most so many: the sum of k of them, and one more.
(declare-const k Int)
(declare-const sum Int)
(declare-const weight Int)
(declare-const sine Int)
(define-fun is-within ((x Int) (bound Int)) Bool (<= (- bound) x bound))
(define-fun given ((M Int) (states Int)) Bool
  (and (<= 0 k) (< k states) (is-within sum (* 65535 M k)) (<= 0 weight 65535) (is-within sine M)))
(define-fun claim-sum ((M Int) (states Int)) Bool
  (and (is-within (+ sum (* weight sine)) (* 65535 M (+ k 1))) (< (* 65535 M states) 2199023255552)))

; index = floor(i * (m - 1) / (n - 1)), said by its remainder.
(declare-const i Int)
(declare-const m Int)
(declare-const n Int)
(declare-const index Int)
(declare-const remainder Int)
(define-fun given-index ((M Int) (states Int)) Bool
  (and (<= 1 m) (<= 2 n 10000) (<= 0 i) (< i n) (<= 0 remainder) (< remainder (- n 1))
       (= (* i (- m 1)) (+ (* index (- n 1)) remainder))))
(define-fun claim-index ((M Int) (states Int)) Bool (and (<= 0 index) (< index m)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all sum")
(push 1)
(assert (given 16386 1024))
(set-info :status sat) (check-sat)
(assert (not (claim-sum 16386 1024)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all index")
(push 1)
(assert (given-index 16386 1024))
(set-info :status sat) (check-sat)
(assert (not (claim-index 16386 1024)))
(set-info :status unsat) (check-sat)
(pop 1)
