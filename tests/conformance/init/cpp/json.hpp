// JSON as a testee needs it: what the runner sends is right, so that nothing is checked. Any library does as well.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

struct Json {
    std::string text;  // of a text, unescaped; of a number, true, false and null, as it stands
    std::vector<Json> items;
    std::map<std::string, Json> members;

    bool has(const std::string& key) const { return members.count(key) > 0; }
    const Json& operator[](const std::string& key) const { return members.at(key); }
    std::int64_t number() const { return std::stoll(text); }
};

class JsonReader {
public:
    explicit JsonReader(const std::string& line) : at_{line.c_str()} {}

    Json value() {
        Json json;
        skip(" \t\r");
        if (*at_ == '{') {
            for (++at_; next_item('}');) {
                std::string key = quoted();
                skip(" \t\r:");
                json.members[key] = value();
            }
        } else if (*at_ == '[') {
            for (++at_; next_item(']');) json.items.push_back(value());
        } else if (*at_ == '"') {
            json.text = quoted();
        } else {
            while (*at_ != '\0' && std::string{",}] \t\r"}.find(*at_) == std::string::npos) json.text += *at_++;
        }
        return json;
    }

private:
    void skip(const std::string& characters) {
        while (*at_ != '\0' && characters.find(*at_) != std::string::npos) ++at_;
    }

    bool next_item(char end) {
        skip(" \t\r,");
        if (*at_ != end) return *at_ != '\0';
        ++at_;
        return false;
    }

    std::string quoted() {
        std::string text;
        for (++at_; *at_ != '"' && *at_ != '\0'; ++at_) text += *at_ == '\\' ? escaped(*++at_) : *at_;
        if (*at_ == '"') ++at_;
        return text;
    }

    // The runner writes everything above U+007F as it stands; only control characters come as \u00XX.
    char escaped(char kind) {
        if (kind == 'u') {
            at_ += 4;
            return static_cast<char>(std::stoi(std::string{at_ - 3, 4}, nullptr, 16));
        }
        const std::size_t short_one = std::string{"bfnrt"}.find(kind);
        return short_one == std::string::npos ? kind : "\b\f\n\r\t"[short_one];
    }

    const char* at_;
};

inline std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char character : text) {
        if (character == '"' || character == '\\') result += '\\';
        result += character;
    }
    return result + '"';
}
