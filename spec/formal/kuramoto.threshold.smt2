; No state stands on the threshold: 4(S^2 + C^2) is never 3(N * 2^14)^2, so that "above" and "not below" are the same
; rule.
; Rules: KUR-7
; Relied on: kuramoto/order.hpp (is_coherent)
;
; By descent on the prime 3. Every integer is 3q + r with r one of 0, 1, 2, and claim-square says what its square is;
; that is all that is put in on paper. S, C and N are divided by 3 again and again: claim-descent says that an
; equality is one between the thirds as well, without remainders. As N is at most 1024 (PAR-5) and not 0, the seventh
; division by 3 ends it. The squares of the quotients are numbers of their own here: it is not needed that they are
; squares.
(set-logic ALL)
(declare-const q Int)
(declare-const r Int)
(define-fun is-remainder ((r Int)) Bool (or (= r 0) (= r 1) (= r 2)))
(define-fun square-of ((q Int) (q-square Int) (r Int)) Int
  (+ (* 9 q-square) (ite (= r 0) 0 (ite (= r 1) (+ (* 6 q) 1) (+ (* 12 q) 4)))))
(define-fun given-square () Bool (is-remainder r))
(define-fun claim-square () Bool (= (square-of q (* q q) r) (* (+ (* 3 q) r) (+ (* 3 q) r))))

(declare-const s Int)
(declare-const s-square Int)
(declare-const s-rest Int)
(declare-const c Int)
(declare-const c-square Int)
(declare-const c-rest Int)
(declare-const n Int)
(declare-const n-square Int)
(declare-const n-rest Int)
; 2^28 of the right side is the square of 2^14.
(define-fun is-equality ((s-square Int) (c-square Int) (n-square Int)) Bool
  (= (* 4 (+ s-square c-square)) (* 3 268435456 n-square)))
(define-fun given-descent () Bool
  (and (is-remainder s-rest) (is-remainder c-rest) (is-remainder n-rest)
       (is-equality (square-of s s-square s-rest) (square-of c c-square c-rest) (square-of n n-square n-rest))))
(define-fun claim-descent () Bool
  (and (= s-rest 0) (= c-rest 0) (= n-rest 0) (is-equality s-square c-square n-square)))

; n is what is left of N after seven thirds.
(define-fun given-end () Bool (and (<= 1 (* 2187 n)) (<= 0 n)))
(define-fun claim-end () Bool (> (* 2187 n) 1024))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all square")
(push 1)
(assert given-square)
(set-info :status sat) (check-sat)
(assert (not claim-square))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all descent")
(push 1)
(assert given-descent)
(set-info :status sat) (check-sat)
(assert (not claim-descent))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all end")
(push 1)
(assert given-end)
(set-info :status sat) (check-sat)
(assert (not claim-end))
(set-info :status unsat) (check-sat)
(pop 1)
