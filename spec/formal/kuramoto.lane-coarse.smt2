; The coarse look at a lane passes over no coherent state: what is left of its sums fits in 16 bits, their squares in
; 32, and the sum of these is above the least that is looked at.
; Rules: KUR-7
; Relied on: kuramoto/lane_block.hpp (coarse_pair, coarse_square_min), kuramoto/kernels.inc (may_be_coherent)
; Constants: N = oscillator_count, M = sine_max, unit = coarse_unit, least = coarse_square_min
;
; A sum is unit * s + a, s being what is left and 0 <= a < unit.
(set-logic ALL)
(declare-const s Int)
(declare-const c Int)
(declare-const a Int)
(declare-const b Int)
(define-fun is-within ((x Int) (bound Int)) Bool (<= (- bound) x bound))
(define-fun sum ((unit Int) (s Int) (a Int)) Int (+ (* unit s) a))
(define-fun coarse-square () Int (+ (* s s) (* c c)))
(define-fun given ((N Int) (M Int) (unit Int) (least Int)) Bool
  (and (<= 0 a) (< a unit) (<= 0 b) (< b unit) (is-within (sum unit s a) (* N M)) (is-within (sum unit c b) (* N M))))
(define-fun claim-fits ((N Int) (M Int) (unit Int) (least Int)) Bool
  (and (is-within s 32767) (is-within c 32767) (< coarse-square 2147483648)))
(define-fun given-seen ((N Int) (M Int) (unit Int) (least Int)) Bool
  (and (given N M unit least)
       (> (* 4 (+ (* (sum unit s a) (sum unit s a)) (* (sum unit c b) (sum unit c b)))) (* 3 (* N 16384) (* N 16384)))))
; All oscillators in phase.
(define-fun example-seen ((N Int) (M Int) (unit Int) (least Int)) Bool
  (and (= s (div (* 16384 N) unit)) (= a 0) (= c 0) (= b 0)))
(define-fun claim-seen ((N Int) (M Int) (unit Int) (least Int)) Bool (> coarse-square least))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "mainnet+testnet fits")
(push 1)
(assert (given 63 16386 32 780084899))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 63 16386 32 780084899)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+testnet seen")
(push 1)
(assert (given-seen 63 16386 32 780084899))
(push 1) (assert (example-seen 63 16386 32 780084899))
(set-info :status sat) (check-sat)
(pop 1)
(assert (not (claim-seen 63 16386 32 780084899)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast fits")
(push 1)
(assert (given 31 16386 16 755535168))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 31 16386 16 755535168)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "fast seen")
(push 1)
(assert (given-seen 31 16386 16 755535168))
(push 1) (assert (example-seen 31 16386 16 755535168))
(set-info :status sat) (check-sat)
(pop 1)
(assert (not (claim-seen 31 16386 16 755535168)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure fits")
(push 1)
(assert (given 127 16386 64 792535103))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 127 16386 64 792535103)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "secure seen")
(push 1)
(assert (given-seen 127 16386 64 792535103))
(push 1) (assert (example-seen 127 16386 64 792535103))
(set-info :status sat) (check-sat)
(pop 1)
(assert (not (claim-seen 127 16386 64 792535103)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny fits")
(push 1)
(assert (given 5 16386 4 314423823))
(set-info :status sat) (check-sat)
(assert (not (claim-fits 5 16386 4 314423823)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny seen")
(push 1)
(assert (given-seen 5 16386 4 314423823))
(push 1) (assert (example-seen 5 16386 4 314423823))
(set-info :status sat) (check-sat)
(pop 1)
(assert (not (claim-seen 5 16386 4 314423823)))
(set-info :status unsat) (check-sat)
(pop 1)
