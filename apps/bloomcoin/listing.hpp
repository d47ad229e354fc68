// Bytes listed field by field. The lists of fields that the codec is driven by say what stands
// where: what is listed here is what is read there, as far as it can be read.
#pragma once

#include "meaning.hpp"

#include <bloomcoin/wire/compact.hpp>

#include <cstddef>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace bloomcoin::app {

/// A field, or a group of fields: a record, or an element of a list.
struct Row {
    std::size_t offset = 0;
    std::size_t size = 0;
    std::size_t depth = 0;
    std::string name;
    std::string meaning;
    bool is_group = false;  // its bytes are those of the rows below it
    bool is_spare = false;  // in an element that a long list can be shown without
};

/// A place where a rule is broken, if nothing before it is.
struct Mark {
    base::Rule rule;
    std::size_t offset;
    std::size_t row;  // after which it is shown
};

class Listing {
public:
    /// Of these bytes, from an offset on.
    explicit Listing(base::BytesView bytes, std::size_t offset = 0)
        : bytes_{bytes}, offset_{offset}, end_{bytes.size()} {}

    base::BytesView bytes() const { return bytes_; }
    const std::vector<Row>& rows() const { return rows_; }
    std::size_t offset() const { return offset_; }
    std::size_t left() const { return end_ - offset_; }

    /// Reads the fields of a record and lists them, down to the last that is there.
    /// Refuses what reading them refuses: COD-1, COD-10.
    template <codec::WireType T>
    base::Check list_fields(T& value) {
        base::Check check;
        codec::for_each_field<T>([&](const auto& field) {
            if (check) check = list_field(value, field);
        });
        return check;
    }

    /// The same with one value.
    template <class V>
    base::Check list_value(std::string_view name, V& value, std::endian order);

    /// list(i) for each of the elements 0 … count - 1, until one refuses.
    template <class List>
    base::Check list_elements(std::size_t count, List list);

    /// Lists the next bytes as they are, if there are any.
    void list_raw(std::string_view name, std::size_t size, std::string_view meaning);

    /// A row for what is listed from here on until it is closed.
    std::size_t open(std::string_view name);
    void close(std::size_t row, std::string_view meaning);

    /// Only the next bytes are there to be read, at most `size` of them, until they are widened to the
    /// end that was before.
    std::size_t narrow(std::size_t size);
    void widen(std::size_t end) { end_ = end; }

    /// Says what the last row means, or the last of this name.
    void explain(std::string meaning) { rows_.back().meaning = std::move(meaning); }
    void explain(std::string_view name, std::string meaning);

    /// Marks what is read next, the last row, or a byte of the last row of this name.
    void mark(base::Rule rule) { marks_.push_back({rule, offset_, rows_.size() - 1}); }
    void mark_row(base::Rule rule) { marks_.push_back({rule, rows_.back().offset, rows_.size() - 1}); }
    void mark_row(base::Rule rule, std::string_view name, std::size_t byte = 0);

    /// How many marks there are, and taking back all but the first so many: what was marked is not why
    /// something is refused.
    std::size_t mark_count() const { return marks_.size(); }
    void forget_marks(std::size_t kept) {
        marks_.erase(marks_.begin() + static_cast<std::ptrdiff_t>(kept), marks_.end());
    }

    /// The first place where this rule is broken.
    std::optional<Mark> find_mark(base::Rule rule) const;

private:
    template <class V>
    static constexpr bool is_record = codec::WireType<V> && !std::is_same_v<V, codec::Binary32>;

    template <class T, class M>
    base::Check list_field(T& value, const codec::Field<T, M>& field) {
        return list_value(field.name, value.*field.member, codec::byte_order_of<T>());
    }

    template <class T, class E, class Count>
    base::Check list_field(T& value, const codec::ListField<T, E, Count>& field);

    base::Check list_text(std::string_view name, base::Bytes& text, std::size_t size);

    Row& add(std::string_view name, std::size_t size, std::string_view meaning);
    base::Check add_cut(std::string_view name, std::size_t size);
    std::size_t find_row(std::string_view name) const;

    base::BytesView bytes_;
    std::size_t offset_;
    std::size_t end_;
    std::size_t depth_ = 0;
    unsigned spare_ = 0;  // how many lists are being read beyond the elements that are always shown
    std::vector<Row> rows_;
    std::vector<Mark> marks_;
};

/// The first elements of a list, which are always shown.
inline constexpr std::size_t shown_count = 4;

/// The rows as a table, with this place marked; all of them, or without those that can be spared.
void write_listing(std::ostream& out, const Listing& listing, const std::optional<Mark>& mark, bool is_all);

template <class V>
base::Check Listing::list_value(std::string_view name, V& value, std::endian order) {
    if constexpr (is_record<V>) {
        const std::size_t row = open(name);
        const base::Check check = list_fields(value);
        close(row, check ? summary_of(value) : std::string{});
        return check;
    } else {
        constexpr std::size_t size = codec::encoded_size<V>();
        if (left() < size) return add_cut(name, size);
        codec::Reader reader{bytes_.subspan(offset_, size)};
        if (const auto check = codec::detail::read_value(reader, value, order); !check) return check;
        add(name, size, meaning_of(name, value));
        if (const auto rule = rule_broken_by(name, value)) mark_row(*rule);
        return {};
    }
}

template <class T, class E, class Count>
base::Check Listing::list_field(T& value, const codec::ListField<T, E, Count>& field) {
    Count count = 0;
    if (const auto check = list_value(field.name, count, codec::byte_order_of<T>()); !check) return check;
    explain(std::to_string(count) + ", at most " + std::to_string(field.count_max));
    if (count > field.count_max) {
        mark_row(base::Rule("COD-10"));
        return base::Rule("COD-10");
    }
    if (std::is_same_v<T, wire::Phase>) mark_row(base::Rule("MSG-4"));
    if (std::is_same_v<T, wire::compact::Phase> && count == 0) mark_row(base::Rule("CMP-4"));

    std::vector<E>& elements = value.*field.member;
    if constexpr (std::is_same_v<E, base::Byte>) {
        return list_text(field.name, elements, count);
    } else {
        ++depth_;
        const auto check = list_elements(count, [&](std::size_t i) {
            const std::size_t row = rows_.size();
            E element{};
            const auto result = list_value('[' + std::to_string(i) + ']', element, codec::byte_order_of<T>());
            if (!result) return result;
            if (i > 0) {
                if (const auto rule = rule_broken_between(elements.back(), element))
                    marks_.push_back({*rule, rows_[row].offset, row});
            }
            elements.push_back(std::move(element));
            return result;
        });
        --depth_;
        return check;
    }
}

template <class List>
base::Check Listing::list_elements(std::size_t count, List list) {
    for (std::size_t i = 0; i < count; ++i) {
        // One row that says that there is one more would save nothing.
        const bool is_spare = i >= shown_count && count > shown_count + 1;
        spare_ += is_spare ? 1 : 0;
        const base::Check check = list(i);
        spare_ -= is_spare ? 1 : 0;
        if (!check) return check;
    }
    return {};
}

}  // namespace bloomcoin::app
