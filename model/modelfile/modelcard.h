#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace calving
{

//! The most frames that a network sees together: all of them are in memory at once.
constexpr int longestSequence = 32;

//! Sizes of a Tyrion network. The defaults are the published `tyrion` (50.0 M used parameters).
struct TyrionSize
{
  int embedDimension = 96;
  std::array<int, 4> depths{ 2, 2, 6, 2 };
  std::array<int, 4> heads{ 3, 6, 12, 24 };
  int windowSize = 16;
  int classes = 4;
  //! Frames of a sequence that the network is trained to see together (Multi-temporal Tyrion); 1: it sees
  //! single images.
  int frames = 1;
  //! Channels of the decoder's finest blocks, which are as many as the embedding where it sees single images.
  int decoderChannels = embedDimension;

  bool readsSequences() const { return frames > 1; }
};

bool operator==( const TyrionSize &a, const TyrionSize &b );

//! Sizes by name: "tyrion", "small", "tiny". Throws Error, listing the names, for any other.
TyrionSize tyrionSize( const std::string &name );
//! The same for sequences of so many \a frames, with the slimmer decoder of Multi-temporal Tyrion; for 1
//! frame tyrionSize( \a name ).
TyrionSize tyrionSize( const std::string &name, int frames );

/**
 * What a model file says of itself: stored as JSON in the header of the .safetensors file.
 *
 * Unknown keys survive reading and writing in \a notes.
 */
struct ModelCard
{
  //! Short name, as it appears in the attributes of fronts.
  std::string name;
  //! "zones" (4 classes), "optsimmim", "opttranslator", "simmim" or "encoder".
  std::string task = "zones";
  TyrionSize size;
  std::vector<std::string> classNames{ "NA", "rock", "glacier", "ocean" };
  //! Pixel size in metres of the scenes it was trained on (median); 0 where unknown.
  double pixelSizeMetres = 0;
  //! How pixel values became network input: "byte/255" unless the training said otherwise.
  std::string valueScaling = "byte/255";
  std::string trainingData;
  std::string split;
  std::uint64_t seed = 0;
  //! Figures on held-out data, e.g. "validation mean distance error (m)".
  std::map<std::string, double> metrics;
  std::string licence;
  std::string softwareVersion;
  //! Everything else, as free text by key.
  std::map<std::string, std::string> notes;
};

} // namespace calving
