; The rounded product of two fractions of 16 bits never leaves 32 bits on the way; it fits in 16 bits again unless
; both are -32768; and it changes its sign with a factor unless it stands on a tie.
; Rules: NUM-3
; Relied on: num/fixed.hpp (mulr), kuramoto/words_portable.hpp (mulr)
(set-logic ALL)
(declare-const a Int)
(declare-const b Int)
(define-fun is-half ((x Int)) Bool (<= (- 32768) x 32767))
(define-fun rounded ((product Int)) Int (div (+ product 16384) 32768))
(define-fun given () Bool (and (is-half a) (is-half b)))

(define-fun claim-product-fits () Bool
  (and (<= (- 1073741824) (* a b)) (<= (* a b) 1073741824) (< (+ (* a b) 16384) 2147483648)))
(define-fun claim-result-fits () Bool
  (and (<= (- 32767) (rounded (* a b)))
       (or (<= (rounded (* a b)) 32767) (and (= a (- 32768)) (= b (- 32768))))))
; b stands for the product here. The first line is how num.sine writes what is below zero.
(define-fun claim-negative () Bool
  (and (= (rounded (- b)) (- (div (+ b 16383) 32768)))
       (=> (distinct (mod b 32768) 16384) (= (rounded (- b)) (- (rounded b))))))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all product-fits")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-product-fits))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all result-fits")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-result-fits))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all negative")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-negative))
(set-info :status unsat) (check-sat)
(pop 1)
