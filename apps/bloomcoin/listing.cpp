// Bytes listed field by field.
#include "listing.hpp"

#include <bloomcoin/codec/hex.hpp>

#include <algorithm>
#include <iomanip>
#include <ostream>

namespace bloomcoin::app {

namespace {

constexpr std::size_t bytes_per_line = 16;
constexpr std::size_t raw_lines_max = 2;

std::string indented(const Row& row) { return std::string(2 * row.depth, ' ') + row.name; }

std::size_t name_width(const std::vector<Row>& rows, const std::vector<bool>& is_shown) {
    std::size_t width = std::string_view{"field"}.size();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (is_shown[i]) width = std::max(width, indented(rows[i]).size());
    }
    return width + 2;
}

/// Which rows are shown: all but the spare ones, of which only the marked and those around it are.
std::vector<bool> shown_rows(const std::vector<Row>& rows, const std::optional<Mark>& mark, bool is_all) {
    std::vector<bool> is_shown;
    is_shown.reserve(rows.size());
    for (const Row& row : rows) is_shown.push_back(is_all || !row.is_spare);
    if (!mark || mark->row >= rows.size()) return is_shown;
    std::size_t depth = rows[mark->row].depth + 1;
    for (std::size_t i = mark->row + 1; i-- > 0;) {
        if (rows[i].depth >= depth) continue;
        depth = rows[i].depth;
        is_shown[i] = true;
    }
    return is_shown;
}

class Table {
public:
    Table(std::ostream& out, std::size_t width) : out_{out}, width_{width} {}

    void write_heading() {
        out_ << "offset  length  " << padded("field", width_) << padded("bytes", bytes_per_line + 2) << "meaning\n";
    }

    void write(const Row& row, base::BytesView bytes, bool is_all) {
        out_ << std::setw(6) << row.offset << std::setw(8) << row.size << "  ";
        if (row.is_group) {
            out_ << (row.meaning.empty() ? indented(row) : padded(indented(row), width_) + row.meaning) << '\n';
            return;
        }
        const base::BytesView first = bytes.first(std::min(bytes_per_line, bytes.size()));
        // A cut hash fills the column, and still needs a gap before the words.
        const std::string digits = codec::to_hex(first);
        out_ << padded(indented(row), width_)
             << (row.meaning.empty() ? digits : padded(digits, bytes_per_line) + "  " + row.meaning) << '\n';
        write_more(bytes.subspan(first.size()), is_all);
    }

    void write(const Mark& mark) {
        out_ << std::setw(6) << mark.offset << "  ^ here: " << mark.rule.id() << ' ' << mark.rule.sentence() << '\n';
    }

    /// In place of so many elements of a list.
    void write_spared(std::size_t offset, std::size_t size, std::size_t depth, std::size_t count) {
        out_ << std::setw(6) << offset << std::setw(8) << size << "  " << std::string(2 * depth, ' ') << "... "
             << counted(count, "more element") << '\n';
    }

private:
    static std::string padded(const std::string& text, std::size_t width) {
        return text.size() < width ? text + std::string(width - text.size(), ' ') : text;
    }

    void write_more(base::BytesView bytes, bool is_all) {
        const std::string indent(16 + width_, ' ');
        for (std::size_t lines = 1; !bytes.empty(); ++lines) {
            // No field of one row is so long: only bytes that nothing reads are cut.
            if (!is_all && lines == raw_lines_max + 2) {
                out_ << indent << "... " << counted(bytes.size(), "more byte") << '\n';
                return;
            }
            const base::BytesView line = bytes.first(std::min(bytes_per_line, bytes.size()));
            out_ << indent << codec::to_hex(line) << '\n';
            bytes = bytes.subspan(line.size());
        }
    }

    std::ostream& out_;
    std::size_t width_;
};

}  // namespace

void Listing::list_raw(std::string_view name, std::size_t size, std::string_view meaning) {
    if (size != 0) add(name, size, meaning);
}

std::size_t Listing::open(std::string_view name) {
    rows_.push_back({offset_, 0, depth_, std::string{name}, {}, true, spare_ > 0});
    ++depth_;
    return rows_.size() - 1;
}

void Listing::close(std::size_t row, std::string_view meaning) {
    --depth_;
    rows_[row].size = offset_ - rows_[row].offset;
    rows_[row].meaning = meaning;
    if (rows_[row].size != 0) return;
    // Nothing of it is there.
    rows_.resize(row);
    for (Mark& mark : marks_) mark.row = std::min(mark.row, row - 1);
}

std::size_t Listing::narrow(std::size_t size) {
    const std::size_t end = end_;
    end_ = offset_ + std::min(size, left());
    return end;
}

void Listing::explain(std::string_view name, std::string meaning) {
    rows_[find_row(name)].meaning = std::move(meaning);
}

void Listing::mark_row(base::Rule rule, std::string_view name, std::size_t byte) {
    const std::size_t row = find_row(name);
    marks_.push_back({rule, rows_[row].offset + byte, row});
}

std::optional<Mark> Listing::find_mark(base::Rule rule) const {
    const auto found = std::find_if(marks_.begin(), marks_.end(), [&](const Mark& mark) { return mark.rule == rule; });
    if (found == marks_.end()) return std::nullopt;
    return *found;
}

base::Check Listing::list_text(std::string_view name, base::Bytes& text, std::size_t size) {
    if (left() < size) return add_cut(name, size);
    const base::BytesView bytes = bytes_.subspan(offset_, size);
    text.assign(bytes.begin(), bytes.end());
    if (size == 0) return {};
    const Row& row = add(name, size, text_of(bytes));
    if (const auto place = find_unprintable(bytes)) {
        marks_.push_back({base::Rule("MSG-1"), row.offset + *place, rows_.size() - 1});
    }
    return {};
}

Row& Listing::add(std::string_view name, std::size_t size, std::string_view meaning) {
    rows_.push_back({offset_, size, depth_, std::string{name}, std::string{meaning}, false, spare_ > 0});
    offset_ += size;
    return rows_.back();
}

base::Check Listing::add_cut(std::string_view name, std::size_t size) {
    const std::size_t there = left();
    list_raw(name, there, std::to_string(there) + " of " + std::to_string(size) + " bytes");
    mark(base::Rule("COD-1"));
    return base::Rule("COD-1");
}

std::size_t Listing::find_row(std::string_view name) const {
    std::size_t row = rows_.size() - 1;
    while (row > 0 && rows_[row].name != name) --row;
    return row;
}

void write_listing(std::ostream& out, const Listing& listing, const std::optional<Mark>& mark, bool is_all) {
    const std::vector<Row>& rows = listing.rows();
    const std::vector<bool> is_shown = shown_rows(rows, mark, is_all);
    Table table{out, name_width(rows, is_shown)};
    table.write_heading();
    for (std::size_t i = 0; i < rows.size();) {
        const Row& first = rows[i];
        if (is_shown[i]) {
            table.write(first, listing.bytes().subspan(first.offset, first.size), is_all);
            if (mark && mark->row == i) table.write(*mark);
            ++i;
            continue;
        }
        std::size_t size = 0;
        std::size_t count = 0;
        for (; i < rows.size() && !is_shown[i] && rows[i].depth >= first.depth; ++i) {
            if (rows[i].depth != first.depth) continue;
            size += rows[i].size;
            ++count;
        }
        table.write_spared(first.offset, size, first.depth, count);
    }
    if (mark && mark->row >= rows.size()) table.write(*mark);
}

}  // namespace bloomcoin::app
