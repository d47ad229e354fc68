; Two sums of 16 bits in one lane of 32 do not disturb each other, and a change below 2^15 is what their difference
; modulo 2^16 says, read with its sign.
; Rules: KUR-6
; Relied on: kuramoto/lane_block.hpp (pair_of, sum_of_halves), kuramoto/kernels.inc (step_once, add_lower, add_upper)
(set-logic QF_BV)
(declare-const a (_ BitVec 32))
(declare-const b (_ BitVec 32))
(define-fun low ((pair (_ BitVec 32))) (_ BitVec 16) ((_ extract 15 0) pair))
(define-fun high ((pair (_ BitVec 32))) (_ BitVec 16) ((_ extract 31 16) pair))
(define-fun widened ((half (_ BitVec 16))) (_ BitVec 32) ((_ sign_extend 16) half))
(define-fun sum-of-halves () (_ BitVec 32)
  (bvor (bvadd (bvand a #xffff0000) (bvand b #xffff0000)) (bvand (bvadd a b) #x0000ffff)))
(define-fun dot ((a (_ BitVec 32)) (b (_ BitVec 32))) (_ BitVec 32)
  (bvadd (bvmul (widened (low a)) (widened (low b))) (bvmul (widened (high a)) (widened (high b)))))
(define-fun given () Bool true)
(define-fun claim-sum () Bool (= sum-of-halves (concat (bvadd (high a) (high b)) (bvadd (low a) (low b)))))
(define-fun claim-one-half () Bool
  (and (= (dot a #x00000001) (widened (low a))) (= (dot a #x00010000) (widened (high a)))))

; Here a and b are whole sums, of which the lower halves are kept.
(define-fun given-change () Bool (and (bvsle (bvneg #x00008000) (bvsub b a)) (bvslt (bvsub b a) #x00008000)))
(define-fun claim-change () Bool (= (widened (bvsub (low b) (low a))) (bvsub b a)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all sum")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-sum))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all one-half")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-one-half))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all change")
(push 1)
(assert given-change)
(set-info :status sat) (check-sat)
(assert (not claim-change))
(set-info :status unsat) (check-sat)
(pop 1)
