// Messages of every kind and frames put together by hand, for the cases of the room wire.
#pragma once

#include "book.hpp"
#include "inputs.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace bloomcoin::vectors {

/// A message that breaks nothing, and the mistake that shows with it.
struct Sample {
    std::string slug;
    wire::Message message;
    std::string why;
};

/// How much the small messages say: all that there is, or only what both dialects have a place for.
enum class Wording { full, plain };

/// A small message of every kind.
template <param::Profile P>
std::vector<Sample> small_samples(Wording wording);
/// The edges of every kind.
template <param::Profile P>
std::vector<Sample> edge_samples();

inline std::string name_of(const wire::Message& message) { return std::string{wire::kinds[message.index()].name}; }

template <class D>
constexpr Wording wording_of = D::name == "framed" ? Wording::full : Wording::plain;

/// The room of operations of a dialect.
template <class D>
std::string room_of() {
    return D::name == "framed" ? "frm" : "cmp";
}

template <class D>
base::Byte code_of(std::string_view name) {
    const auto kind =
        std::find_if(wire::kinds.begin(), wire::kinds.end(), [&](const auto& k) { return k.name == name; });
    return ((*kind).*D::code).value();
}

inline void append_little(base::Bytes& bytes, std::uint64_t value, unsigned size) {
    for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<base::Byte>(value >> (8 * i)));
}
inline void append_big(base::Bytes& bytes, std::uint64_t value, unsigned size) {
    for (unsigned i = size; i-- > 0;) bytes.push_back(static_cast<base::Byte>(value >> (8 * i)));
}
inline void append(base::Bytes& bytes, base::BytesView more) { bytes.insert(bytes.end(), more.begin(), more.end()); }

/// A frame whose header says this size, whatever the payload has.
template <param::Profile P>
base::Bytes frame_saying(std::type_identity<wire::Framed<P>>, base::Byte code, base::BytesView payload,
                         std::uint64_t size) {
    base::Bytes frame{P::magic.begin(), P::magic.end()};
    frame.push_back(code);
    frame.resize(8);
    append(frame, base::BytesView{crypto::sha256(payload)}.first(4));
    append_big(frame, size, 4);
    append(frame, payload);
    return frame;
}
template <param::Profile P>
base::Bytes frame_saying(std::type_identity<wire::Compact<P>>, base::Byte code, base::BytesView payload,
                         std::uint64_t size) {
    base::Bytes frame{code};
    append_little(frame, size, 2);
    append(frame, payload);
    return frame;
}
template <class D>
base::Bytes frame_of(base::Byte code, base::BytesView payload) {
    return frame_saying(std::type_identity<D>{}, code, payload, payload.size());
}

template <class D>
constexpr std::size_t header_size = codec::encoded_size<typename D::FrameHeader>();

/// The payload of a message, cut out of its frame.
template <class D>
base::Bytes payload_of(const wire::Message& message) {
    const base::Bytes frame = D::encode(message).value();
    return {frame.begin() + static_cast<std::ptrdiff_t>(header_size<D>), frame.end()};
}

}  // namespace bloomcoin::vectors
