// The book of vectors that the generator fills: groups of cases, each with a permanent id, a
// reason and a source. An expected value that the author knows from elsewhere is compared
// with what the reference answers; a refusal must be refused with the declared rule. A book
// that contradicts the reference is never written.
// Format: tests/vectors/README.md.
#pragma once

#include "../../conformance/reference/reference.hpp"

#include <deque>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace bloomcoin::vectors {

using Json = nlohmann::json;

/// Where the expected answer of a case comes from.
enum class Source {
    hand,         // follows from the rule by an argument that the reason names
    published,    // stands in a public document that the reason names
    independent,  // computed on another path than the reference takes
    spec,         // computed by the reference, agreed by implementations written from spec/
};

/// What all cases of a run of additions have in common.
struct Kind {
    std::string op;
    std::string profile;
    Source source = Source::spec;
    std::vector<std::string> clauses;
};

class Group {
public:
    Group(std::string room, std::string name) : room_{std::move(room)}, name_{std::move(name)} {}

    /// A case that is answered with a value, the reference's. Returns its id: op, profile unless
    /// it is "any", and slug, with dots between.
    std::string accept(const Kind& kind, std::string_view slug, Json in, std::string_view why);

    /// The same, where the author knows the value.
    std::string accept(const Kind& kind, std::string_view slug, Json in, std::string_view why, const Json& out);

    /// A case that breaks exactly the rule; the sibling is the accepted case it was made from.
    std::string refuse(const Kind& kind, std::string_view slug, Json in, std::string_view why, std::string_view rule,
                       std::string_view sibling);

    /// A case of either outcome, whichever the reference gives; the sibling is named if it refuses.
    std::string either(const Kind& kind, std::string_view slug, Json in, std::string_view why,
                       std::string_view sibling);

    const std::string& room() const { return room_; }
    const std::string& name() const { return name_; }
    const std::vector<Json>& cases() const { return cases_; }

private:
    std::string add(const Kind& kind, std::string_view slug, Json in, std::string_view why, const Json& answer);

    std::string room_;
    std::string name_;
    std::vector<Json> cases_;
    std::set<std::string> ids_;
};

class Book {
public:
    Group& group(std::string room, std::string name);

    /// Writes every file and the manifest under a folder, replacing what is there.
    void write(const std::filesystem::path& folder) const;

private:
    std::deque<Group> groups_;
};

void write_num(Book& book);
void write_param(Book& book);
void write_codec(Book& book);
void write_crypto(Book& book);
void write_kuramoto(Book& book);
/// `published` is the folder with the published collections of signatures.
void write_signature(Book& book, const std::string& published);
void write_headers(Book& book);
void write_transactions(Book& book);
void write_blocks(Book& book);
void write_scripts(Book& book);
void write_wire(Book& book);
void write_framed(Book& book);
void write_compact(Book& book);

}  // namespace bloomcoin::vectors
