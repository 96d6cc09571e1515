#pragma once

#include <fstream>

#include <nlohmann/json.hpp>

#include "model/modelfile/modelcard.h"
#include "support/testdata.h"

//! What a golden case says of itself. \a file: below `golden/`.
inline nlohmann::json goldenCase( const QString &file )
{
  std::ifstream stream( testData( "golden/" + file ).toStdString() );
  return nlohmann::json::parse( stream );
}

//! The size of the golden network of \a name, a folder below `golden/`: far smaller than any of ours, same
//! structure.
inline calving::TyrionSize goldenSize( const QString &name = "tyrion_tiny" )
{
  const nlohmann::json config = goldenCase( name + "/case.json" )["config"];
  const auto stages = [&config]( const char *key ) { return config[key].get<std::array<int, 4>>(); };
  const int embedding = config["embed_dim"].get<int>();
  return { embedding,
           stages( "depths" ),
           stages( "num_heads" ),
           config["window_size"].get<int>(),
           4,
           config.value( "T_length", 1 ),
           config.value( "decoder_channels", embedding ) };
}
