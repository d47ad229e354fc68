// The words of a seed at speed, for who needs the oscillators of many seeds. Whichever instruction
// set draws them, they are those of crypto/stream.hpp and kuramoto/seed.hpp.
// Spec: spec/kuramoto.md.
#pragma once

#include <bloomcoin/crypto/stream_avx512.hpp>
#include <bloomcoin/kuramoto/instructions.hpp>
#include <bloomcoin/kuramoto/seed.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace bloomcoin::kuramoto {

/// crypto::WordStream by an instruction set that is available: with AVX-512 sixteen blocks at once. [CRY-4]
class FastStream {
public:
    FastStream(const base::Hash& seed, InstructionSet set) : seed_{seed}, one_by_one_{seed}, set_{set} {}

    /// The next N words.
    template <std::size_t N>
    std::array<std::uint32_t, N> take() {
        std::array<std::uint32_t, N> words;
        for (std::size_t done = 0; done < N;) {
            if (used_ == drawn_) draw();
            const std::size_t count = std::min(N - done, drawn_ - used_);
            std::copy_n(words_.begin() + used_, count, words.begin() + done);
            used_ += count;
            done += count;
        }
        return words;
    }

private:
    void draw() {
        used_ = 0;
#if defined(__x86_64__) && defined(__GNUC__)
        if (set_ >= InstructionSet::avx512) {
            words_ = crypto::avx512::stream_words(seed_, block_count_);
            block_count_ += 16;
            drawn_ = words_.size();
            return;
        }
#endif
        drawn_ = 8;
        for (std::size_t i = 0; i < drawn_; ++i) words_[i] = one_by_one_.next();
    }

    base::Hash seed_;
    crypto::WordStream one_by_one_;
    InstructionSet set_;
    std::array<std::uint32_t, 16 * 8> words_;
    std::size_t drawn_ = 0;
    std::size_t used_ = 0;
    std::uint32_t block_count_ = 0;
};

/// kuramoto::state_of(seed) by an instruction set that is available. [KUR-5]
template <param::Profile P>
State<P> state_of(const base::Hash& seed, InstructionSet set) {
    FastStream words{seed, set};
    const Frequencies<P> frequencies = frequencies_from<P>(words);
    return {frequencies, phases_from<P>(words)};
}

}  // namespace bloomcoin::kuramoto
