; The halvings of a number add up to twice the number less its bits; the supply is below 2^51, the outputs or inputs
; of one transaction add up to less than 2^59, and fee rates are compared by products below 2^72.
; Rules: AMT-2, AMT-3, TXN-5, LED-3, MPL-9
; Relied on: chain/amount.hpp (supply), chain/tx.hpp (check_transaction), chain/mempool.hpp (FeeRate)
; Constants: H = halving_interval, supply = supply, reward = reward_initial, inputs = input_count_max, outputs =
; output_count_max, package = package_count_max
(set-logic ALL)
(declare-const sum Int)
(declare-const amount Int)
(declare-const count Int)
(define-fun given ((H Int) (supply Int) (reward Int) (inputs Int) (outputs Int) (package Int)) Bool
  (and (<= 0 count) (or (< count inputs) (< count outputs)) (<= 0 amount supply) (<= 0 sum (* supply count))))
(define-fun claim-supply ((H Int) (supply Int) (reward Int) (inputs Int) (outputs Int) (package Int)) Bool
  (and (= supply (* (- (* 2 reward) 14) H)) (< supply 2251799813685248)))
(define-fun claim-sum ((H Int) (supply Int) (reward Int) (inputs Int) (outputs Int) (package Int)) Bool
  (and (<= (+ sum amount) (* supply (+ count 1))) (< (+ sum amount) 576460752303423488)))

; By induction over the halvings: those of half of it, rounded down, add up to twice the half less its bits.
(define-fun half () Int (div amount 2))
(define-fun bits () Int count)
(define-fun given-halvings ((H Int) (supply Int) (reward Int) (inputs Int) (outputs Int) (package Int)) Bool
  (<= 0 amount))
(define-fun claim-halvings ((H Int) (supply Int) (reward Int) (inputs Int) (outputs Int) (package Int)) Bool
  (= (+ amount (- (* 2 half) bits)) (- (* 2 amount) (+ bits (mod amount 2)))))

; The fees of a package are paid out of coins that are there, which is why they are within the supply.
; A transaction is no longer than its lists allow: 12 bytes besides a body's lists of inputs and outputs, and its
; signatures.
(declare-const size Int)
(define-fun size-max ((inputs Int) (outputs Int)) Int (+ 12 (* 68 inputs) (* 40 outputs) 2 (* 64 inputs)))
(define-fun given-rate ((H Int) (supply Int) (reward Int) (inputs Int) (outputs Int) (package Int)) Bool
  (and (<= 0 amount supply) (<= 0 size (* package (size-max inputs outputs)))))
(define-fun claim-rate ((H Int) (supply Int) (reward Int) (inputs Int) (outputs Int) (package Int)) Bool
  (and (< size 2097152) (< (* amount size) 4722366482869645213696)))

; ---- From here on written by tests/formal/generate.py; not to be edited.

(echo "mainnet+testnet+fast+secure supply")
(push 1)
(assert (given 15127 20736399858006 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-supply 15127 20736399858006 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+testnet+fast+secure sum")
(push 1)
(assert (given 15127 20736399858006 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-sum 15127 20736399858006 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+testnet+fast+secure halvings")
(push 1)
(assert (given-halvings 15127 20736399858006 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-halvings 15127 20736399858006 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "mainnet+testnet+fast+secure rate")
(push 1)
(assert (given-rate 15127 20736399858006 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-rate 15127 20736399858006 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny supply")
(push 1)
(assert (given 20 27416407560 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-supply 20 27416407560 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny sum")
(push 1)
(assert (given 20 27416407560 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-sum 20 27416407560 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny halvings")
(push 1)
(assert (given-halvings 20 27416407560 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-halvings 20 27416407560 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)

(echo "tiny rate")
(push 1)
(assert (given-rate 20 27416407560 685410196 256 256 25))
(set-info :status sat) (check-sat)
(assert (not (claim-rate 20 27416407560 685410196 256 256 25)))
(set-info :status unsat) (check-sat)
(pop 1)
