; Of n validators, of whom f = floor((n - 1) / 3) can be faulty, two quorums of floor((n + f) / 2) + 1 share at least
; f + 1, so one that is not faulty; and those that are not faulty are a quorum. For every n.
; Rules: none yet
; Relied on: Proof of Proof, a room to come; the formulas are those of the protocol decisions (quorum) and of the list
; of faults behind them (f)
(set-logic ALL)
(declare-const n Int)
(define-fun f () Int (div (- n 1) 3))
(define-fun quorum () Int (+ (div (+ n f) 2) 1))
(define-fun given () Bool (<= 1 n))
(define-fun claim-intersection () Bool (<= (+ f 1) (- (* 2 quorum) n)))
(define-fun claim-reachable () Bool (<= quorum (- n f)))
; No smaller number of validators is a quorum.
(define-fun claim-least () Bool (< (- (* 2 (- quorum 1)) n) (+ f 1)))
; What CL-31 says of 2f + 1.
(define-fun claim-seed () Bool (= (<= (+ f 1) (- (* 2 (+ (* 2 f) 1)) n)) (= n (+ (* 3 f) 1))))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all intersection")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-intersection))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all reachable")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-reachable))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all least")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-least))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all seed")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-seed))
(set-info :status unsat) (check-sat)
(pop 1)
