#pragma once

#include <map>
#include <string>

#include "model/train/finetuneparameters.h"
#include "model/train/pretrainparameters.h"

namespace calving
{

//! Settings of the command line: `key=value` words, or the same as an object in a JSON file.
class Settings
{
public:
  //! Throws Error for a word without "=".
  Settings( int count, char **words );

  std::string text( const std::string &key, const std::string &otherwise );
  //! Sets the options of \a parameters, whose keys in small letters are keys here. Throws Error for a value
  //! that is not understood.
  void read( const Parameters &parameters );
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

//! The options of a training, of a pre-training, and where they write: the parameters of
//! calvingfront:finetune and calvingfront:pretrain, with their defaults. A crop side of 0 becomes what suits
//! the scenes.
//! Where RECIPE is not given, \a standard counts.
FinetuneOptions finetuneOptions( Settings &settings, const SceneSource &scenes,
                                 Recipe standard = Recipe::Automatic );
PretrainOptions pretrainOptions( Settings &settings );
TrainOutputs trainOutputs( Settings &settings );

//! All keys of \a parameters with their defaults and what they mean, a line each.
std::string describe( const Parameters &parameters );

} // namespace calving
