; Over all turns the sine lies in -2^14 ... 2^14, no factor of its polynomial leaves 15 bits and a sign, and no
; product stands on a tie, so that the sine is odd.
; Rules: NUM-10
; Relied on: num/turn.hpp (sine), kuramoto/kernels.inc (pairs_of), param/profile.hpp (sine_max)
; Values: sine bv14 bv15
;
; The model has the rising quarter of a turn, x = 0 ... 16383; num.fold carries the rest there. Numbers are
; magnitudes: what NUM-10 has below zero, -72 and the second p, is written with its sign turned as num.mulr (negative)
; allows.
(set-logic QF_BV)
(declare-const x (_ BitVec 14))
(define-fun product ((a (_ BitVec 15)) (b (_ BitVec 15))) (_ BitVec 31)
  (bvmul ((_ zero_extend 16) a) ((_ zero_extend 16) b)))
(define-fun raised ((a (_ BitVec 15)) (b (_ BitVec 15))) (_ BitVec 31) (bvadd (product a b) (_ bv16384 31)))
(define-fun raised-below-zero ((a (_ BitVec 15)) (b (_ BitVec 15))) (_ BitVec 31) (bvadd (product a b) (_ bv16383 31)))
(define-fun shifted ((sum (_ BitVec 31))) (_ BitVec 15) ((_ extract 29 15) sum))
(define-fun fits ((sum (_ BitVec 31))) Bool (= ((_ extract 30 30) sum) #b0))

(define-fun y ((x (_ BitVec 14))) (_ BitVec 15) (concat x #b1))
(define-fun z ((x (_ BitVec 14))) (_ BitVec 15) (shifted (raised (y x) (y x))))
(define-fun p-1 ((z (_ BitVec 15))) (_ BitVec 15) (bvsub (_ bv1303 15) (shifted (raised-below-zero (_ bv72 15) z))))
(define-fun minus-p-2 ((z (_ BitVec 15))) (_ BitVec 15) (bvsub (_ bv10583 15) (shifted (raised (p-1 z) z))))
(define-fun p-3 ((z (_ BitVec 15))) (_ BitVec 15)
  (bvsub (_ bv25736 15) (shifted (raised-below-zero (minus-p-2 z) z))))
(define-fun sine ((x (_ BitVec 14))) (_ BitVec 15) (shifted (raised (y x) (p-3 (z x)))))

(define-fun agrees ((x (_ BitVec 14)) (value (_ BitVec 15))) Bool (= (sine x) value))
(define-fun given () Bool true)

(define-fun claim-range () Bool (and (bvule (_ bv1 15) (sine x)) (bvule (sine x) (_ bv16384 15))))
(define-fun claim-products-fit () Bool
  (and (fits (raised (y x) (y x))) (bvule (z x) (_ bv32766 15))
       (fits (raised-below-zero (_ bv72 15) (z x))) (bvule (_ bv1231 15) (p-1 (z x))) (bvule (p-1 (z x)) (_ bv1303 15))
       (fits (raised (p-1 (z x)) (z x))) (bvule (minus-p-2 (z x)) (_ bv10583 15))
       (fits (raised-below-zero (minus-p-2 (z x)) (z x))) (bvule (p-3 (z x)) (_ bv25736 15))
       (fits (raised (y x) (p-3 (z x))))))
; An odd y has a product on a tie only with a p that 2^14 divides, and there is none between 2^14 and 2^15.
(define-fun claim-no-tie () Bool
  (and (bvult (_ bv16384 15) (p-3 (z x))) (distinct ((_ extract 14 0) (product (y x) (p-3 (z x)))) (_ bv16384 15))))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all values")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not (and
  (agrees (_ bv0 14) (_ bv1 15)) (agrees (_ bv431 14) (_ bv678 15)) (agrees (_ bv862 14) (_ bv1353 15))
  (agrees (_ bv1293 14) (_ bv2027 15)) (agrees (_ bv1724 14) (_ bv2697 15)) (agrees (_ bv2155 14) (_ bv3362 15))
  (agrees (_ bv2586 14) (_ bv4021 15)) (agrees (_ bv3017 14) (_ bv4674 15)) (agrees (_ bv3448 14) (_ bv5319 15))
  (agrees (_ bv3879 14) (_ bv5954 15)) (agrees (_ bv4310 14) (_ bv6580 15)) (agrees (_ bv4741 14) (_ bv7194 15))
  (agrees (_ bv5172 14) (_ bv7796 15)) (agrees (_ bv5603 14) (_ bv8385 15)) (agrees (_ bv6034 14) (_ bv8959 15))
  (agrees (_ bv6465 14) (_ bv9518 15)) (agrees (_ bv6896 14) (_ bv10061 15)) (agrees (_ bv7327 14) (_ bv10587 15))
  (agrees (_ bv7758 14) (_ bv11094 15)) (agrees (_ bv8189 14) (_ bv11582 15)) (agrees (_ bv8620 14) (_ bv12052 15))
  (agrees (_ bv9051 14) (_ bv12499 15)) (agrees (_ bv9482 14) (_ bv12926 15)) (agrees (_ bv9913 14) (_ bv13332 15))
  (agrees (_ bv10344 14) (_ bv13714 15)) (agrees (_ bv10775 14) (_ bv14072 15)) (agrees (_ bv11206 14) (_ bv14407 15))
  (agrees (_ bv11637 14) (_ bv14717 15)) (agrees (_ bv12068 14) (_ bv15002 15)) (agrees (_ bv12499 14) (_ bv15261 15))
  (agrees (_ bv12930 14) (_ bv15495 15)) (agrees (_ bv13361 14) (_ bv15701 15)) (agrees (_ bv13792 14) (_ bv15881 15))
  (agrees (_ bv14223 14) (_ bv16034 15)) (agrees (_ bv14654 14) (_ bv16159 15)) (agrees (_ bv15085 14) (_ bv16258 15))
  (agrees (_ bv15516 14) (_ bv16327 15)) (agrees (_ bv15947 14) (_ bv16370 15)) (agrees (_ bv16378 14) (_ bv16383 15))
  (agrees (_ bv16383 14) (_ bv16384 15)))))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all range")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-range))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all products-fit")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-products-fit))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all no-tie")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-no-tie))
(set-info :status unsat) (check-sat)
(pop 1)
