// The commands around frames and what they are told, as in commands.hpp.
#pragma once

#include "failure.hpp"

#include <optional>
#include <string>
#include <vector>

namespace bloomcoin::app {

struct FrameArguments {
    std::optional<std::string> profile;
    std::optional<std::string> dialect;
    std::vector<std::string> frames;
    bool is_stream = false;
    bool is_all = false;
};

struct PayloadArguments {
    std::string profile = "mainnet";
    std::string dialect = "framed";
    std::string kind;
    std::string payload;
    bool is_all = false;
};

struct CaptureArguments {
    std::optional<std::string> profile;
    std::string file;
    std::vector<std::string> frames;
    std::string segment_size = "1460";
    bool is_together = false;
};

Exit inspect_frames(const FrameArguments& arguments);
Exit inspect_payload(const PayloadArguments& arguments);
Exit capture(const CaptureArguments& arguments);

}  // namespace bloomcoin::app
