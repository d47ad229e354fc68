#include "suite.hpp"

#include "reference.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>

namespace bloomcoin::conformance {

namespace {

[[noreturn]] void damaged(const std::string& where, const std::string& expected, const std::string& found) {
    throw DamagedInput("the suite is damaged: " + where + ": expected " + expected + ", found " + found);
}

/// Refuses fractions while parsing: there are no floating-point numbers in the suite.
Json parse(const std::string& text, const std::string& where) {
    try {
        bool fraction = false;
        Json json = Json::parse(text, [&](int, Json::parse_event_t event, Json& value) {
            fraction = fraction || (event == Json::parse_event_t::value && value.is_number_float());
            return true;
        });
        if (fraction) damaged(where, "integers only", "a number with a fraction or beyond 64 bits");
        return json;
    } catch (const Json::parse_error& error) {
        damaged(where, "JSON", std::string{"something else at byte "} + std::to_string(error.byte));
    }
}

void demand_keys(const Json& json, const std::set<std::string>& required, const std::set<std::string>& allowed,
                 const std::string& where) {
    if (!json.is_object()) damaged(where, "an object", json.type_name());
    for (const std::string& key : required) {
        if (!json.contains(key)) damaged(where, "the key " + key, "none");
    }
    for (const auto& item : json.items()) {
        if (!required.contains(item.key()) && !allowed.contains(item.key())) {
            damaged(where, "no key " + item.key(), "it");
        }
    }
}

Case case_of(const Json& json, const std::string& room, const std::string& where) {
    demand_keys(json, {"id", "op", "profile", "in", "why", "source", "clauses"}, {"out", "rule", "sibling"}, where);
    if (json.contains("out") == json.contains("rule")) damaged(where, "either out or rule", "both or neither");
    if (json.contains("rule") != json.contains("sibling")) damaged(where, "rule and sibling together", "one of them");
    const std::string answer = json.contains("out") ? "out" : "rule";
    return {json.at("id").get<std::string>(),
            room,
            json.at("op").get<std::string>(),
            json.at("profile").get<std::string>(),
            json.at("in"),
            {{answer, json.at(answer)}},
            json.at("why").get<std::string>(),
            json.at("source").get<std::string>(),
            json.value("sibling", ""),
            json.at("clauses").get<std::vector<std::string>>()};
}

void load_file(Suite& suite, const std::filesystem::path& folder, const Json& entry) {
    const auto path = entry.at("path").get<std::string>();
    const std::string text = read_file(folder / path);
    if (const std::string sha256 = sha256_hex(text); sha256 != entry.at("sha256")) {
        damaged(path, "SHA-256 " + entry.at("sha256").get<std::string>(), sha256);
    }
    const Json file = parse(text, path);
    demand_keys(file, {"cases", "group", "room"}, {}, path);
    const auto& cases = file.at("cases");
    if (cases.size() != entry.at("count")) {
        damaged(path, entry.at("count").dump() + " cases", std::to_string(cases.size()));
    }
    for (const Json& json : cases) {
        suite.cases.push_back(case_of(json, file.at("room").get<std::string>(), path + ": " + json.value("id", "?")));
    }
}

/// Files in the folders of rooms that the manifest does not know.
void refuse_strays(const std::filesystem::path& folder, const std::set<std::string>& known) {
    for (const auto& room : std::filesystem::directory_iterator{folder}) {
        const std::string name = room.path().filename().string();
        if (!room.is_directory() || name == "schema" || name == "generate") continue;
        for (const auto& file : std::filesystem::directory_iterator{room.path()}) {
            const std::string path = name + "/" + file.path().filename().string();
            if (file.path().extension() == ".json" && !known.contains(path)) {
                damaged("MANIFEST.json", "an entry for " + path, "none");
            }
        }
    }
}

void check_ids(const Suite& suite, const std::set<std::string>& retired) {
    std::map<std::string, const Case*> by_id;
    for (const Case& one : suite.cases) {
        if (!by_id.emplace(one.id, &one).second) damaged(one.id, "an id of its own", "two cases with it");
        if (retired.contains(one.id)) damaged(one.id, "no case with a retired id", "one");
    }
    for (const Case& one : suite.cases) {
        if (one.sibling.empty()) continue;
        const auto sibling = by_id.find(one.sibling);
        if (sibling == by_id.end() || !sibling->second->expected.contains("out")) {
            damaged(one.id, "an accepted case as its sibling", one.sibling);
        }
    }
}

Suite load(const std::filesystem::path& folder) {
    std::error_code unknown;
    if (!std::filesystem::exists(folder / "MANIFEST.json", unknown) && !unknown) {
        throw DamagedInput("expected the suite in " + folder.string() +
                           ", found no MANIFEST.json there; --vectors or "
                           "BLOOMCOIN_VECTORS say where it is");
    }
    const Json manifest = parse(read_file(folder / "MANIFEST.json"), "MANIFEST.json");
    demand_keys(manifest, {"count", "digest", "files", "retired", "suite", "version"}, {}, "MANIFEST.json");

    if (manifest.at("suite") != "bloomcoin") {
        damaged("MANIFEST.json", "the suite \"bloomcoin\"", manifest.at("suite").dump());
    }

    Suite suite{manifest.at("version").get<std::string>(), manifest.at("digest").get<std::string>(), {}};
    std::string lines;
    std::set<std::string> known;
    for (const Json& entry : manifest.at("files")) {
        demand_keys(entry, {"count", "path", "sha256"}, {}, "MANIFEST.json: files");
        lines += entry.at("sha256").get<std::string>() + "  " + entry.at("path").get<std::string>() + "\n";
        known.insert(entry.at("path").get<std::string>());
    }
    if (const std::string digest = sha256_hex(lines); digest != suite.digest) {
        damaged("MANIFEST.json", "the root digest " + digest + " of its files", suite.digest);
    }
    refuse_strays(folder, known);
    for (const Json& entry : manifest.at("files")) load_file(suite, folder, entry);
    if (manifest.at("count") != suite.cases.size()) {
        damaged("MANIFEST.json", "a count of " + std::to_string(suite.cases.size()), manifest.at("count").dump());
    }
    check_ids(suite, manifest.at("retired").get<std::set<std::string>>());
    return suite;
}

}  // namespace

const Case* Suite::find(const std::string& id) const {
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const Case& one) { return one.id == id; });
    return found == cases.end() ? nullptr : &*found;
}

std::vector<std::string> Suite::ids_like(const std::string& text) const {
    std::vector<std::string> ids;
    // The longest beginning of the text that any id has, too.
    for (std::size_t length = text.size(); length > 0 && ids.empty(); --length) {
        for (const Case& one : cases) {
            if (ids.size() < 3 && one.id.starts_with(text.substr(0, length))) ids.push_back(one.id);
        }
    }
    return ids;
}

std::set<std::string> Suite::ops() const {
    std::set<std::string> ops;
    for (const Case& one : cases) ops.insert(one.op);
    return ops;
}

std::size_t floor_of(const std::string& room) {
    constexpr std::array floors{"num", "param", "codec", "crypto", "kuramoto", "chain", "wire"};
    return static_cast<std::size_t>(std::find(floors.begin(), floors.end(), room) - floors.begin());
}

Suite load_suite(const std::filesystem::path& folder) {
    try {
        return load(folder);
    } catch (const Json::exception& error) {
        throw DamagedInput("the suite is damaged: a value has the wrong type: " + std::string{error.what()});
    } catch (const std::filesystem::filesystem_error& error) {
        throw DamagedInput("the suite cannot be read: " + std::string{error.what()});
    }
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file || std::filesystem::is_directory(path)) {
        throw DamagedInput("cannot read " + path.string() + ": " + std::strerror(errno == 0 ? EISDIR : errno));
    }
    return {std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace bloomcoin::conformance
