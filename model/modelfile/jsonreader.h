#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

namespace calving
{

/**
 * Reads the values of one JSON table into variables. Each keeps its value where its key is absent.
 *
 * Throws Error, naming \a origin and the key, where a value has another type or leaves its range.
 */
class JsonReader
{
public:
  //! \a table must live as long as the reader. \a origin: what the table is, "the model card of the file x".
  JsonReader( const nlohmann::json &table, const std::string &origin );

  void read( const char *key, std::string &value );
  //! null stands for not a number, which JSON cannot write.
  void read( const char *key, double &value );
  void read( const char *key, std::uint64_t &value );
  //! A size: 1 to 65536. Larger ones are damage.
  void read( const char *key, int &value );
  void read( const char *key, std::array<int, 4> &sizes );
  void read( const char *key, std::vector<std::string> &values );
  //! Adds to \a values.
  void read( const char *key, std::map<std::string, double> &values );
  void read( const char *key, std::map<std::string, std::string> &values );

  //! The value itself; null where there is none.
  const nlohmann::json *find( const std::string &key );

  //! Adds whatever nothing has asked for to \a values: texts as they are, all else as JSON.
  void readOthers( std::map<std::string, std::string> &values ) const;

  //! Throws the Error for a value that is impossible for a reason of the caller's.
  [[noreturn]] void failValue( const std::string &key ) const;

private:
  const nlohmann::json &require( const nlohmann::json &value, bool isRight, const std::string &key ) const;
  double number( const nlohmann::json &value, const std::string &key ) const;
  int size( const nlohmann::json &value, const std::string &key ) const;

  const nlohmann::json &mTable;
  const std::string mOrigin;
  std::vector<std::string> mKnown;
};

} // namespace calving
