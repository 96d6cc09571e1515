#include "model/train/checkpoint/checkpointfile.h"

#include "model/error.h"

namespace calving
{

CheckpointFile::CheckpointFile( const std::string &path, double minutes, const Feedback &feedback )
  : mPath( path )
  , mPause( 60 * minutes )
  , mFeedback( feedback )
{
}

bool CheckpointFile::due() const
{
  return wanted() && Clock::now() - mLast >= mPause;
}

void CheckpointFile::write( const Checkpoint &checkpoint )
{
  try
  {
    writeCheckpoint( mPath, checkpoint );
  }
  catch ( const Error &e )
  {
    mFeedback.warn( std::string( "The checkpoint could not be written, so the one before is kept. " ) +
                    e.what() );
  }
  mLast = Clock::now();
}

} // namespace calving
