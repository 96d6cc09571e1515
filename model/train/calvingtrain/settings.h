#pragma once

#include <map>
#include <string>

#include "model/train/finetune.h"
#include "model/train/pretrain.h"

namespace calving
{

//! Settings of the command line: `key=value` words, or the same as an object in a JSON file.
class Settings
{
public:
  //! Throws Error for a word without "=".
  Settings( int count, char **words );

  std::string text( const std::string &key, const std::string &otherwise );
  double number( const std::string &key, double otherwise );
  int integer( const std::string &key, int otherwise );
  bool flag( const std::string &key, bool otherwise );
  //! The value of a key that must be there.
  std::string required( const std::string &key );

  //! Throws Error, naming them, if keys were given that nobody asked for: a misspelt one must not pass.
  void requireAllUsed() const;
  //! All words, as they were given.
  const std::string &command() const { return mCommand; }

private:
  void addJson( const std::string &path );

  std::map<std::string, std::string> mValues;
  std::map<std::string, bool> mUsed;
  std::string mCommand;
};

//! The options of a training; every key has the default of the published training but those of small data.
FinetuneOptions finetuneOptions( Settings &settings );
//! The options of a pre-training; every key has the default of the published one.
PretrainOptions pretrainOptions( Settings &settings );

} // namespace calving
