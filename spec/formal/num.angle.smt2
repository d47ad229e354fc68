; Nothing exceeds 2^62 while the angle of a vector is found.
; Rules: NUM-12
; Relied on: num/turn.hpp (angle_of)
;
; x never shrinks, as a rotation adds |y|, shifted, to it; and |y| never exceeds 2^60, as a rotation takes x, shifted,
; from |y|. So what is added to x before rotation i is at most 2^60 + 2^60/2 + ... + 2^60/2^(i - 1) more than the 2^60
; it began with.
(set-logic ALL)
(declare-const x Int)
(declare-const y Int)
(define-fun limit () Int 1152921504606846976)
(define-fun given () Bool true)
; The rotation that shifts by i, for power = 2^i.
(define-fun x-next ((power Int)) Int (ite (> y 0) (+ x (div y power)) (- x (div y power))))
(define-fun y-next ((power Int)) Int (ite (> y 0) (- y (div x power)) (+ y (div x power))))
; What holds when a rotation has yet to be done that shifts by i; rest = 2^61 / 2^i.
(define-fun is-bounded ((x Int) (y Int) (rest Int)) Bool (and (<= 0 x (- (* 3 limit) rest)) (<= (- limit) y limit)))
(define-fun keeps ((power Int) (rest Int)) Bool
  (=> (is-bounded x y rest) (is-bounded (x-next power) (y-next power) (div rest 2))))

(define-fun claim-first () Bool
  (=> (and (<= 0 x) (< x limit) (< (- limit) y limit)) (is-bounded (x-next 1) (y-next 1) limit)))
(define-fun claim-others () Bool
  (and (keeps 2 1152921504606846976) (keeps 4 576460752303423488) (keeps 8 288230376151711744)
       (keeps 16 144115188075855872) (keeps 32 72057594037927936) (keeps 64 36028797018963968)
       (keeps 128 18014398509481984) (keeps 256 9007199254740992) (keeps 512 4503599627370496)
       (keeps 1024 2251799813685248) (keeps 2048 1125899906842624) (keeps 4096 562949953421312)
       (keeps 8192 281474976710656) (keeps 16384 140737488355328) (keeps 32768 70368744177664)
       (keeps 65536 35184372088832) (keeps 131072 17592186044416) (keeps 262144 8796093022208)
       (keeps 524288 4398046511104) (keeps 1048576 2199023255552) (keeps 2097152 1099511627776)
       (keeps 4194304 549755813888) (keeps 8388608 274877906944) (keeps 16777216 137438953472)
       (keeps 33554432 68719476736) (keeps 67108864 34359738368) (keeps 134217728 17179869184)
       (keeps 268435456 8589934592) (keeps 536870912 4294967296) (keeps 1073741824 2147483648)
       (keeps 2147483648 1073741824)))
(define-fun claim-below () Bool (=> (is-bounded x y 0) (< x (* 4 limit))))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "all first")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-first))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all others")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-others))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "all below")
(push 1)
(assert given)
(set-info :status sat) (check-sat)
(assert (not claim-below))
(set-info :status unsat) (check-sat)
(pop 1)
