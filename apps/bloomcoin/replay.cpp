// Blocks out of a file into a chain.
#include "replay.hpp"

#include "clock.hpp"
#include "terminal.hpp"
#include "text.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <utility>
#include <variant>

namespace bloomcoin::app {

namespace {

/// "importing [#########...........]  45 %, 900 blocks, 1,700/s, 650 ms left".
class ReplayProgress {
public:
    explicit ReplayProgress(std::string_view doing) : doing_{doing} {}

    void show(const FrameReader& reader, std::uint64_t block_count) {
        constexpr double show_every_s = 0.1;
        const double seconds = stopwatch_.seconds();
        if (!line_.is_shown() || seconds - shown_at_ < show_every_s) return;
        shown_at_ = seconds;
        const double speed = static_cast<double>(block_count) / seconds;
        std::string text = doing_ + bar_text(reader) + ' ' + counted(block_count, "block") + ", " +
                           grouped(static_cast<std::uint64_t>(speed)) + "/s";
        if (const double done = part_done(reader); done > 0) {
            text += ", " + duration_text(seconds * (1 - done) / done) + " left";
        }
        line_.show(text);
    }

    double seconds() const { return stopwatch_.seconds(); }

private:
    static double part_done(const FrameReader& reader) {
        if (reader.size() == 0) return 0;
        return std::min(1.0, static_cast<double>(reader.offset()) / static_cast<double>(reader.size()));
    }

    static std::string bar_text(const FrameReader& reader) {
        constexpr std::size_t width = 20;
        if (reader.size() == 0) return "";
        const double done = part_done(reader);
        const auto filled = static_cast<std::size_t>(done * static_cast<double>(width));
        return " [" + std::string(filled, '#') + std::string(width - filled, '.') + "] " + decimal(100 * done, 0) +
               " %,";
    }

    std::string doing_;
    ProgressLine line_;
    Stopwatch stopwatch_;
    double shown_at_ = 0;
};

std::optional<chain::Header> header_in(const base::Bytes& bytes) {
    constexpr std::size_t size = codec::encoded_size<chain::Header>();
    if (bytes.size() < size) return std::nullopt;
    return codec::decode<chain::Header>(base::BytesView{bytes}.first(size)).value();
}

template <class Effect>
const Effect* first_of(const chain::ChoiceEffects& effects) {
    for (const chain::ChoiceEffect& effect : effects) {
        if (const auto* found = std::get_if<Effect>(&effect)) return found;
    }
    return nullptr;
}

class Replay {
public:
    Replay(AnyChain& chain, const ReplayClock& clock) : chain_{chain}, clock_{clock} {}

    /// What is wrong with the next frame, if anything is.
    std::optional<Refusal> take(const Frame& frame) {
        const auto header = header_in(frame.bytes);
        const chain::Height height = height_of_next(header);
        Refusal refusal{std::nullopt, "", height, std::nullopt, frame.offset};
        if (frame.state == Frame::State::too_long) {
            refusal.rule = base::Rule("BLK-1");
            refusal.evidence = "announced: " + counted(frame.announced, "byte") +
                               "; at most: " + grouped(chain_.terms().block_size_max);
            return refusal;
        }
        if (frame.state == Frame::State::damaged) {
            refusal.evidence = "its checksum is that of other bytes";
            return refusal;
        }
        if (header) refusal.block = chain::hash_of(*header);
        height_last_ = height;
        return take_block(frame, header, std::move(refusal));
    }

    /// A write that did not come to its end leaves the beginning of a block, and nothing behind it.
    Cut cut_of(const Frame& frame, std::uint64_t end) const {
        const auto block = codec::decode<chain::Block>(frame.bytes);
        const bool is_torn = block || block.rule() == base::Rule("COD-1");
        return {frame.offset, end - frame.offset, height_of_next(header_in(frame.bytes)), is_torn};
    }

    std::vector<base::Hash> joined;

private:
    /// The height of the block after the one before it, which without that is the last block's and one.
    chain::Height height_of_next(const std::optional<chain::Header>& header) const {
        if (offsets_.empty()) return 0;
        const chain::Block* parent = header ? chain_.find(header->previous) : nullptr;
        return (parent != nullptr ? height_of(*parent) : height_last_) + 1;
    }

    std::uint64_t clock_for(const std::optional<chain::Header>& header) const {
        if (!clock_.follows_blocks || !header) return clock_.time_s;
        return std::max(clock_.time_s, std::min(header->time_s, time_s_max));
    }

    /// The refusal is complete but for what is wrong: first what the chain says, then what the form of the
    /// file asks for, which is the genesis first, each block after the one before it, and nothing twice.
    std::optional<Refusal> take_block(const Frame& frame, const std::optional<chain::Header>& header, Refusal refusal) {
        const std::uint64_t clock_s = clock_for(header);
        const chain::ChoiceEffects effects = chain_.block_arrives(frame.bytes, clock_s);
        const chain::Treated& treated = *first_of<chain::Treated>(effects);
        using Kind = chain::Treated::Kind;
        if (treated.kind == Kind::refused) {
            refusal.rule = treated.rule;
        } else if (treated.kind == Kind::early) {
            refusal.rule = base::Rule("HDR-11");
            refusal.evidence = "time " + time_text(header->time_s) + ", clock " + time_text(clock_s);
        } else if (const auto* invalidated = first_of<chain::Invalidated>(effects)) {
            return blame(*invalidated, std::move(refusal));
        } else if (offsets_.empty() && refusal.block != chain::hash_of(chain_.block_at(0).header)) {
            refusal.evidence = "it is not the genesis block of " + std::string{chain_.terms().name};
        } else if (treated.kind == Kind::orphan || (!offsets_.empty() && !offsets_.contains(header->previous))) {
            refusal.rule = base::Rule("HDR-8");
        } else if (const auto check = check_same(frame.bytes, *chain_.find(*refusal.block)); !check) {
            refusal.rule = check.rule();
        } else if (!offsets_.emplace(*refusal.block, frame.offset).second) {
            refusal.evidence = "it is there for the second time";
        } else {
            if (treated.kind == Kind::joined) joined.push_back(*refusal.block);
            return std::nullopt;
        }
        return refusal;
    }

    /// A block is known by its header alone: this one may have other transactions.
    static base::Check check_same(const base::Bytes& bytes, const chain::Block& known) {
        if (codec::encode(known) == bytes) return {};
        return chain::check_commitment(codec::decode<chain::Block>(bytes).value());
    }

    /// The block that the ledger refused may have come long before the one that led to it.
    Refusal blame(const chain::Invalidated& invalidated, Refusal refusal) const {
        if (invalidated.block != refusal.block) {
            const auto offset = offsets_.find(invalidated.block);
            refusal.offset = offset == offsets_.end() ? std::nullopt : std::optional{offset->second};
            refusal.height = height_of(*chain_.find(invalidated.block));
            refusal.block = invalidated.block;
        }
        refusal.rule = invalidated.rule;
        return refusal;
    }

    AnyChain& chain_;
    ReplayClock clock_;
    std::map<base::Hash, std::uint64_t> offsets_;  // of the frames of all blocks so far
    chain::Height height_last_ = 0;
};

}  // namespace

Replayed replay(FrameReader& reader, AnyChain& chain, const ReplayClock& clock, std::string_view doing) {
    Replayed replayed;
    Replay blocks{chain, clock};
    ReplayProgress progress{doing};
    for (;;) {
        const Frame frame = reader.next(chain.terms().block_size_max);
        if (frame.state == Frame::State::end) break;
        if (frame.state == Frame::State::cut) {
            replayed.cut = blocks.cut_of(frame, reader.offset());
            break;
        }
        replayed.refusal = blocks.take(frame);
        if (replayed.refusal) break;
        ++replayed.block_count;
        progress.show(reader, replayed.block_count);
    }
    if (replayed.block_count == 0 && !replayed.refusal && !replayed.cut) {
        replayed.refusal = Refusal{std::nullopt, "the file ends without it", 0, std::nullopt, reader.offset()};
    }
    replayed.joined = std::move(blocks.joined);
    replayed.seconds = progress.seconds();
    return replayed;
}

std::string refusal_text(const Refusal& refusal, const std::string& path) {
    std::string place = "height " + std::to_string(refusal.height);
    if (refusal.block) place += ", block " + codec::to_hex(*refusal.block);
    place += refusal.offset ? ", offset " + std::to_string(*refusal.offset) + " of " : ", known before ";
    place += in_quotes(path);
    if (!refusal.rule) return "damaged at " + place + ": " + refusal.evidence;
    return std::string{refusal.rule->id()} + ' ' + std::string{refusal.rule->sentence()} + ' ' + place +
           (refusal.evidence.empty() ? "" : "; " + refusal.evidence);
}

Exit report_refusal(const Refusal& refusal, const std::string& path) {
    if (!refusal.rule) throw Failure{exit_data, refusal_text(refusal, path)};
    std::cout.flush();
    std::cerr << "refused: " << refusal_text(refusal, path) << '\n';
    return exit_negative;
}

Refusal refusal_of(const Cut& cut) {
    const std::string evidence = cut.is_torn ? "the file ends after " + counted(cut.size, "byte") + " of this frame"
                                             : "more bytes are announced than the block there has";
    return {std::nullopt, evidence, cut.height, std::nullopt, cut.offset};
}

std::string rate_text(std::uint64_t block_count, double seconds) {
    return counted(block_count, "block") + " in " + duration_text(seconds) + " (" +
           grouped(static_cast<std::uint64_t>(static_cast<double>(block_count) / std::max(seconds, 1e-6))) + "/s)";
}

}  // namespace bloomcoin::app
