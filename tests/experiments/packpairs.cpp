// Packs a folder of unlabelled scenes, with or without optical images, into the one file that calvingtrain
// reads. Usage: packpairs FOLDER OUTPUT.safetensors

#include <exception>
#include <iostream>

#include "model/dataset/datasetfolder.h"
#include "model/train/data/packedpairs.h"

int main( int count, char **words )
{
  if ( count != 3 )
  {
    std::cerr << "Usage: packpairs FOLDER OUTPUT.safetensors" << std::endl;
    return 2;
  }
  try
  {
    calving::DatasetFolder pairs( words[1] );
    calving::packPairs( pairs, words[2] );
    std::cout << "Packed " << pairs.count() << " scenes with " << pairs.targetChannels()
              << " optical bands into " << words[2] << std::endl;
    return 0;
  }
  catch ( const std::exception &e )
  {
    std::cerr << e.what() << std::endl;
    return 1;
  }
}
