// Frames and payloads listed field by field, down to where they break, and what the reference
// says of them: its verdict is asked for, never made up here.
#pragma once

#include "dialects.hpp"
#include "listing.hpp"

#include <bloomcoin/codec/hex.hpp>
#include <bloomcoin/crypto/hash.hpp>
#include <bloomcoin/wire/frame.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace bloomcoin::app {

/// The name of a kind, or that there is none.
std::string kind_text(std::optional<std::size_t> kind);

/// What a frame or a payload comes to.
struct Verdict {
    std::string words;               // "accepted: ping"
    std::optional<base::Rule> rule;  // that it is refused for
};

/// "COD-1 The bytes end before the value is complete."
std::string rule_text(base::Rule rule);

Verdict verdict_of(const base::Result<std::optional<wire::Message>>& result);

/// Whether messages of a dialect have a payload of their own there.
template <class D>
inline constexpr bool is_compact = D::code == &wire::Kind::compact;

template <class D, class M>
struct PayloadFields {
    using Type = M;
};
template <class D, class M>
requires is_compact<D>
struct PayloadFields<D, M> {
    using Type = wire::compact::PayloadOf<M>;
};

/// The fields of a message that is no batch, and what follows them.
template <class D>
base::Check list_single(Listing& listing, std::size_t kind) {
    const auto check = wire::with_kind<wire::Single>(kind, [&]<class M>() {
        typename PayloadFields<D, M>::Type fields;
        return listing.list_fields(fields);
    });
    if (check && listing.left() != 0) listing.mark(base::Rule("COD-2"));
    return check;
}

/// The payload, of this size, of a frame or of a part of a batch. Not all of it need be there.
template <class D>
void list_payload(Listing& listing, std::optional<std::size_t> kind, std::size_t size);

/// The header and the payload of one message in a batch. [MSG-9]
template <class D>
base::Check list_part(Listing& listing) {
    const std::size_t mark_count = listing.mark_count();
    typename D::PartHeader header;
    if (const auto check = listing.list_fields(header); !check) return check;
    const auto kind = wire::find_kind(D::code, header.code);
    listing.explain("code", kind_text(kind));
    if (!kind || *kind == wire::batch_kind) {
        listing.mark_row(base::Rule("MSG-5"), "code");
        return base::Rule("MSG-5");
    }
    if (header.payload_size > D::payload_size_max(kind)) {
        listing.mark_row(base::Rule("FRM-3"));
        return base::Rule("FRM-3");
    }
    const base::BytesView payload =
        listing.bytes().subspan(listing.offset(), std::min<std::size_t>(listing.left(), header.payload_size));
    list_payload<D>(listing, kind, header.payload_size);
    if (payload.size() < header.payload_size) return base::Rule("COD-1");
    if (const auto message = D::decode_payload(*kind, payload); !message) return message.rule();
    listing.forget_marks(mark_count);
    return {};
}

template <class D>
base::Check list_batch(Listing& listing) {
    std::uint16_t count = 0;
    if (const auto check = listing.list_value("messages", count, std::endian::big); !check) return check;
    listing.explain(std::to_string(count) + ", at most " + std::to_string(wire::batch_count_max));
    if (count > wire::batch_count_max) {
        listing.mark_row(base::Rule("COD-10"));
        return base::Rule("COD-10");
    }
    const auto check = listing.list_elements(count, [&](std::size_t i) {
        const std::size_t row = listing.open('[' + std::to_string(i) + ']');
        const base::Check part = list_part<D>(listing);
        listing.close(row, {});
        return part;
    });
    if (check && listing.left() != 0) listing.mark(base::Rule("COD-2"));
    return check;
}

/// What is left to be read is the payload of a kind, or the beginning of it.
template <class D>
void list_content(Listing& listing, std::optional<std::size_t> kind) {
    if constexpr (is_compact<D>) {
        if (kind) (void)list_single<D>(listing, *kind);
    } else if (kind == wire::batch_kind) {
        (void)list_batch<D>(listing);
    } else if (kind) {
        (void)list_single<D>(listing, *kind);
    }
    listing.list_raw("(not read)", listing.left(), {});
}

template <class D>
void list_payload(Listing& listing, std::optional<std::size_t> kind, std::size_t size) {
    const bool is_cut = listing.left() < size;
    const std::size_t mark_count = listing.mark_count();
    const std::size_t row = listing.open("payload");
    const std::size_t end = listing.narrow(size);
    list_content<D>(listing, kind);
    listing.widen(end);
    listing.close(row, kind_text(kind));
    if (!is_cut) return;
    listing.forget_marks(mark_count);
    listing.mark(base::Rule("COD-1"));
}

/// What the fields of a frame's header mean, and where they break this rule.
template <class D>
void explain_header(Listing& listing, const typename D::FrameHeader& header, const base::Check& check) {
    const auto kind = wire::find_kind(D::code, header.code);
    listing.explain("code", kind_text(kind));
    listing.explain("payload_size",
                    std::to_string(header.payload_size) + ", at most " + std::to_string(D::payload_size_max(kind)));
    if constexpr (!is_compact<D>) {
        listing.explain("magic", profile_of(header.magic).value_or("of no profile"));
        if (!check && check.rule() == base::Rule("FRM-1")) listing.mark_row(check.rule(), "magic");
        const auto reserved = std::ranges::find_if(header.reserved, [](base::Byte byte) { return byte != 0; });
        if (!check && check.rule() == base::Rule("FRM-2"))
            listing.mark_row(check.rule(), "reserved", static_cast<std::size_t>(reserved - header.reserved.begin()));
    }
    if (!check && check.rule() == base::Rule("FRM-3")) listing.mark_row(check.rule(), "payload_size");
}

/// The same of the checksum, of a payload that is whole.
template <class D>
void explain_checksum(Listing& listing, const typename D::FrameHeader& header, base::BytesView payload) {
    if constexpr (!is_compact<D>) {
        const base::Check check = D::check_payload(header, payload);
        const base::Hash hash = crypto::sha256(payload);
        listing.explain("checksum", check ? "that of the payload"
                                          : "that of the payload is " + codec::to_hex(base::BytesView{hash}.first(4)));
        if (!check) listing.mark_row(check.rule(), "checksum");
    }
}

/// One frame, from where the listing stands to the end of its bytes.
template <class D>
void list_frame(Listing& listing) {
    typename D::FrameHeader header;
    if (!listing.list_fields(header)) return;
    const base::Check check = wire::check_frame_header<D>(header);
    explain_header<D>(listing, header, check);
    if (!check && check.rule() == base::Rule("FRM-3")) {
        listing.list_raw("(not read)", listing.left(), {});
        return;
    }
    if (header.payload_size <= listing.left())
        explain_checksum<D>(listing, header, listing.bytes().subspan(listing.offset(), header.payload_size));
    const std::size_t mark_count = listing.mark_count();
    list_payload<D>(listing, wire::find_kind(D::code, header.code), header.payload_size);
    if (listing.left() == 0) return;
    listing.forget_marks(mark_count);
    listing.mark(base::Rule("COD-2"));
    listing.list_raw("(more)", listing.left(), {});
}

}  // namespace bloomcoin::app
