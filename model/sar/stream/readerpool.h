#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "model/raster/raster.h"

namespace calving
{

/**
 * Open handles of one raster file, lent to one thread each.
 *
 * As many as there are processors, but only one inside a .zip: jumping about in a compressed stream costs
 * more than waiting.
 */
class ReaderPool
{
public:
  //! A reader, given back when the loan ends.
  class Loan
  {
  public:
    explicit Loan( ReaderPool &pool )
      : mPool( pool )
      , mReader( pool.borrow() )
    {
    }
    ~Loan() { mPool.giveBack( std::move( mReader ) ); }
    Loan( const Loan & ) = delete;

    const RasterReader *operator->() const { return mReader.get(); }

  private:
    ReaderPool &mPool;
    std::unique_ptr<RasterReader> mReader;
  };

  //! Throws Error as RasterReader does.
  explicit ReaderPool( const RasterInput &input, RasterContent content = RasterContent::Values );

  const std::string &path() const { return mInput.path; }
  //! Whether readers take turns; going back in the file is slow then.
  bool isCompressed() const { return mIsCompressed; }
  //! Waits until a reader is free.
  Loan lend() { return Loan( *this ); }

private:
  std::unique_ptr<RasterReader> borrow();
  void giveBack( std::unique_ptr<RasterReader> reader );

  RasterInput mInput;
  RasterContent mContent;
  bool mIsCompressed;
  int mLimit = 1;
  int mOpened = 0;
  std::mutex mMutex;
  std::condition_variable mReturned;
  std::vector<std::unique_ptr<RasterReader>> mIdle;
};

} // namespace calving
