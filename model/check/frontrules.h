#pragma once

#include <array>
#include <bitset>
#include <limits>
#include <string>

namespace calving
{

//! What is looked at in a front.
enum class CheckRule
{
  Roughness,
  Length,
  Jump,
  Duplicate,
  Crossing,
  Edge,
  Outside,
  Single
};
inline constexpr std::size_t ruleCount = 8;

//! One rule as users meet it.
struct RuleName
{
  CheckRule rule;
  //! The word in the verdict: "rough".
  const char *flag;
  //! The attribute that holds what was measured; at most ten letters, as Shapefiles have them.
  const char *column;
  //! What that is, with its unit.
  const char *meaning;
};

//! All rules, in the order of CheckRule.
const std::array<RuleName, ruleCount> &ruleNames();
const RuleName &nameOf( CheckRule rule );

//! The verdict on a front that no rule speaks against.
inline constexpr const char *faultless = "ok";

//! What was measured of a front, and which rules speak against it.
struct FrontVerdict
{
  FrontVerdict() { values.fill( std::numeric_limits<double>::quiet_NaN() ); }

  //! In the order of CheckRule; NaN: not measured.
  std::array<double, ruleCount> values;
  std::bitset<ruleCount> flags;
  //! Why nothing was measured; empty where something was.
  std::string reason;

  double &value( CheckRule rule ) { return values[static_cast<std::size_t>( rule )]; }
  double value( CheckRule rule ) const { return values[static_cast<std::size_t>( rule )]; }
  bool isFlagged( CheckRule rule ) const { return flags[static_cast<std::size_t>( rule )]; }
  void flag( CheckRule rule ) { flags.set( static_cast<std::size_t>( rule ) ); }

  //! "ok", the flags ("length, jump"), or the reason.
  std::string text() const;
};

} // namespace calving
