// The commands around a chain and what they are told, as in commands.hpp.
#pragma once

#include "failure.hpp"

#include <optional>
#include <string>

namespace bloomcoin::app {

struct ChainNewArguments {
    std::string folder;
    std::string profile = "mainnet";
};

struct ChainMineArguments {
    std::string folder;
    std::string blocks;
    std::optional<std::string> to;
    std::optional<std::string> wallet;
    std::optional<std::string> seconds_apart;
};

struct ChainShowArguments {
    std::string folder;
    std::string blocks = "10";
};

struct ChainVerifyArguments {
    std::string path;
    std::optional<std::string> clock;
};

struct ChainExportArguments {
    std::string folder;
    std::string file;
};

struct ChainImportArguments {
    std::string folder;
    std::string file;
    std::optional<std::string> clock;
};

struct WalletNewArguments {
    std::string file;
    std::optional<std::string> seed;
};

struct WalletShowArguments {
    std::string file;
    std::optional<std::string> folder;
};

struct SendArguments {
    std::string folder;
    std::string wallet;
    std::string to;
    std::string amount;
    std::optional<std::string> fee;
};

Exit chain_new(const ChainNewArguments& arguments);
Exit chain_mine(const ChainMineArguments& arguments);
Exit chain_show(const ChainShowArguments& arguments);
Exit chain_verify(const ChainVerifyArguments& arguments);
Exit chain_export(const ChainExportArguments& arguments);
Exit chain_import(const ChainImportArguments& arguments);
Exit wallet_new(const WalletNewArguments& arguments);
Exit wallet_show(const WalletShowArguments& arguments);
Exit send(const SendArguments& arguments);

}  // namespace bloomcoin::app
