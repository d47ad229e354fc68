; Folding a turn into the quarter turns around 0 keeps the symmetries of the sine: half a turn more, or the turn read
; backwards, changes the sign of y; a mirrored half turn leaves it; and the vector kernels' way to y is the same.
; Rules: NUM-10, NUM-11
; Relied on: num/turn.hpp (sine, cosine), kuramoto/words_portable.hpp (folded)
(set-logic QF_BV)
(declare-const t (_ BitVec 16))
(define-fun is-falling ((t (_ BitVec 16))) Bool (distinct ((_ extract 15 15) t) ((_ extract 14 14) t)))
(define-fun folded ((t (_ BitVec 16))) (_ BitVec 16) (bvxor t (ite (is-falling t) #x7fff #x0000)))
(define-fun y ((t (_ BitVec 16))) (_ BitVec 16) (bvadd (bvmul #x0002 (folded t)) #x0001))
(define-fun quarter-more ((t (_ BitVec 16))) (_ BitVec 16) (bvadd t #x4000))
(define-fun given () Bool true)

(define-fun claim-range () Bool
  (and (bvsle #xc000 (folded t)) (bvsle (folded t) #x3fff) (distinct (y t) #x8000) (= ((_ extract 0 0) (y t)) #b1)))
(define-fun claim-odd () Bool (= (y (bvnot t)) (bvneg (y t))))
(define-fun claim-half-turn () Bool (= (y (bvadd t #x8000)) (bvneg (y t))))
(define-fun claim-mirror () Bool (= (y (bvsub #x7fff t)) (y t)))
(define-fun claim-cosine () Bool
  (and (= (y (quarter-more (bvnot t))) (y (quarter-more t)))
       (= (y (quarter-more t)) (y (bvsub #x3fff t)))
       (= (y (quarter-more (quarter-more t))) (bvneg (y t)))))
; Twice the bin, all its bits turned over where the sine falls, with its lowest bit set.
(define-fun twice () (_ BitVec 16) (bvadd t t))
(define-fun claim-vector () Bool (= (y t) (bvor (bvxor twice (bvashr (bvxor t twice) #x000f)) #x0001)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all range")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-range))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all odd")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-odd))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all half-turn")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-half-turn))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all mirror")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-mirror))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all cosine")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-cosine))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all vector")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-vector))
(set-info :status unsat) (check-sat)
(pop 1)
