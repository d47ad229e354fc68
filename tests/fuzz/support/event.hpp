// What an input of the acceptor's target is made of: a byte that says how long the chain is to
// begin with, then events, records of 16 bytes; a raw event is followed by as many bytes as it says.
// corpus.py writes the same form.
#pragma once

#include <bloomcoin/bloomcoin.hpp>

#include <cstdint>
#include <optional>
#include <tuple>

namespace bloomcoin::fuzz {

/// What happens. The byte of an event, modulo the number of kinds.
enum class Kind : std::uint8_t {
    grow,             // up to four plain blocks join
    block,            // a block with transactions is built and arrives
    hold,             // one is built and arrives later, if ever
    again,            // a block that was built arrives, perhaps for the second time
    transactions,     // up to four arrive
    block_template,   // one is assembled, and mined
    wait,             // up to 2^14 seconds go by
    clock,            // the clock is set
    raw_block,        // bytes arrive, with a clock
    raw_transaction,  // bytes arrive, with a clock
    count,
};

/// One event as it stands in the input. What the fields mean depends on the kind.
struct Event {
    std::uint8_t kind = 0;
    std::uint8_t which = 0;    // among the blocks that there are; from 0 to 159: the tip
    std::uint8_t fault = 0;    // of the block; below 128: none
    std::uint8_t count = 0;    // of transactions, or of blocks
    std::uint8_t coin = 0;     // among the coins that were ever made, the last first
    std::uint8_t spoiled = 0;  // the fault of the first transaction; below 128: none
    std::uint16_t length = 0;  // of the bytes that follow; or the place of a fault
    std::uint64_t value = 0;   // seconds, units, a clock

    // clang-format off
    static constexpr std::tuple fields{
        codec::Field{"kind", &Event::kind},
        codec::Field{"which", &Event::which},
        codec::Field{"fault", &Event::fault},
        codec::Field{"count", &Event::count},
        codec::Field{"coin", &Event::coin},
        codec::Field{"spoiled", &Event::spoiled},
        codec::Field{"length", &Event::length},
        codec::Field{"value", &Event::value},
    };
    // clang-format on

    Kind what() const { return static_cast<Kind>(kind % static_cast<std::uint8_t>(Kind::count)); }
};

static_assert(codec::encoded_size<Event>() == 16);

/// Takes the next event off the front of the input; nothing at its end.
inline std::optional<Event> next_event(base::BytesView& input) {
    if (input.size() < codec::encoded_size<Event>()) return std::nullopt;
    const Event event = codec::decode<Event>(input.first(codec::encoded_size<Event>())).value();
    input = input.subspan(codec::encoded_size<Event>());
    return event;
}

/// Takes the bytes that an event asks for, or as many as there are.
inline base::BytesView next_bytes(base::BytesView& input, const Event& event) {
    const base::BytesView bytes = input.first(std::min<std::size_t>(event.length, input.size()));
    input = input.subspan(bytes.size());
    return bytes;
}

}  // namespace bloomcoin::fuzz
