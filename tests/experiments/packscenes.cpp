// Packs a folder of labelled scenes, as CaFFe lays it out, into the one file that calvingtrain reads.
// Usage: packscenes FOLDER OUTPUT.safetensors [train|test|all]

#include <exception>
#include <iostream>

#include "model/feedback.h"
#include "model/train/data/packedscenes.h"
#include "model/train/data/scenefolder.h"

int main( int count, char **words )
{
  if ( count < 3 )
  {
    std::cerr << "Usage: packscenes FOLDER OUTPUT.safetensors [train|test|all]" << std::endl;
    return 2;
  }
  try
  {
    calving::SceneFolderOptions options;
    if ( count > 3 )
      options.subset = words[3];
    calving::SceneFolder scenes( words[1], options );
    calving::packScenes( scenes, words[2] );
    std::cout << "Packed " << scenes.count() << " scenes into " << words[2] << std::endl;
    return 0;
  }
  catch ( const std::exception &e )
  {
    std::cerr << e.what() << std::endl;
    return 1;
  }
}
