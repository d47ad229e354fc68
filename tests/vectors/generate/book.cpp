#include "book.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>

namespace bloomcoin::vectors {

namespace {

constexpr std::string_view suite_version = "0.5.1";

std::string_view name_of(Source source) {
    switch (source) {
        case Source::hand:
            return "hand";
        case Source::published:
            return "published";
        case Source::independent:
            return "independent";
        case Source::spec:
            return "spec";
    }
    throw std::logic_error("a source without a name");
}

std::string id_of(const Kind& kind, std::string_view slug) {
    std::string id = kind.op + ".";
    if (kind.profile != "any") id += kind.profile + ".";
    return id.append(slug);
}

[[noreturn]] void contradict(const Kind& kind, std::string_view slug, const Json& expected, const Json& received) {
    throw std::runtime_error(id_of(kind, slug) + ": the author expects " + expected.dump() +
                             ", the reference answers " + received.dump());
}

/// One case a line, so that a changed case is a changed line.
std::string text_of(const Group& group) {
    std::string text = "{\"cases\":[\n";
    for (std::size_t i = 0; i < group.cases().size(); ++i) {
        text += group.cases()[i].dump() + (i + 1 < group.cases().size() ? ",\n" : "\n");
    }
    return text + "],\"group\":" + Json(group.name()).dump() + ",\"room\":" + Json(group.room()).dump() + "}\n";
}

void write_file(const std::filesystem::path& path, std::string_view text) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream file{path, std::ios::binary};
    file << text;
    if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
}

}  // namespace

std::string Group::add(const Kind& kind, std::string_view slug, Json in, std::string_view why, const Json& answer) {
    Json entry{{"id", id_of(kind, slug)}, {"op", kind.op}, {"profile", kind.profile},
               {"in", std::move(in)},     {"why", why},    {"source", name_of(kind.source)},
               {"clauses", kind.clauses}};
    entry.update(answer);
    if (!ids_.insert(id_of(kind, slug)).second) throw std::runtime_error("two cases have the id " + id_of(kind, slug));
    cases_.push_back(std::move(entry));
    return id_of(kind, slug);
}

std::string Group::accept(const Kind& kind, std::string_view slug, Json in, std::string_view why) {
    const Json answer = conformance::answer(kind.op, kind.profile, in);
    if (!answer.contains("out")) contradict(kind, slug, "a value", answer);
    return add(kind, slug, std::move(in), why, answer);
}

std::string Group::accept(const Kind& kind, std::string_view slug, Json in, std::string_view why, const Json& out) {
    const Json answer = conformance::answer(kind.op, kind.profile, in);
    if (answer != Json{{"out", out}}) contradict(kind, slug, out, answer);
    return add(kind, slug, std::move(in), why, answer);
}

std::string Group::refuse(const Kind& kind, std::string_view slug, Json in, std::string_view why, std::string_view rule,
                          std::string_view sibling) {
    const Json answer = conformance::answer(kind.op, kind.profile, in);
    if (answer != Json{{"rule", rule}}) contradict(kind, slug, rule, answer);
    return either(kind, slug, std::move(in), why, sibling);
}

std::string Group::either(const Kind& kind, std::string_view slug, Json in, std::string_view why,
                          std::string_view sibling) {
    Json answer = conformance::answer(kind.op, kind.profile, in);
    if (!answer.contains("rule")) return add(kind, slug, std::move(in), why, answer);
    Kind with_rule = kind;
    const auto rule = answer["rule"].get<std::string>();
    if (std::find(kind.clauses.begin(), kind.clauses.end(), rule) == kind.clauses.end()) {
        with_rule.clauses.push_back(rule);
    }
    answer["sibling"] = sibling;
    return add(with_rule, slug, std::move(in), why, answer);
}

Group& Book::group(std::string room, std::string name) {
    return groups_.emplace_back(std::move(room), std::move(name));
}

void Book::write(const std::filesystem::path& folder) const {
    std::map<std::string, std::pair<std::string, std::size_t>> texts;
    std::size_t count = 0;
    std::set<std::string> ids;
    for (const Group& group : groups_) {
        for (const Json& entry : group.cases()) {
            if (!ids.insert(entry.at("id")).second)
                throw std::runtime_error("two groups have the id " + entry.at("id").dump());
        }
        texts[group.room() + "/" + group.name() + ".json"] = {text_of(group), group.cases().size()};
        count += group.cases().size();
    }

    Json files = Json::array();
    std::string lines;
    for (const auto& [path, content] : texts) {
        const auto& [text, case_count] = content;
        const std::string digest = conformance::sha256_hex(text);
        write_file(folder / path, text);
        files.push_back({{"path", path}, {"count", case_count}, {"sha256", digest}});
        lines += digest + "  " + path + "\n";
    }
    const Json manifest{{"suite", "bloomcoin"}, {"version", suite_version}, {"count", count},
                        {"files", files},       {"retired", Json::array()}, {"digest", conformance::sha256_hex(lines)}};
    write_file(folder / "MANIFEST.json", manifest.dump(2) + "\n");
}

}  // namespace bloomcoin::vectors
