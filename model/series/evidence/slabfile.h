#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace calving
{

/**
 * Pieces of equal size that lie in a temporary file and are read and written like memory.
 *
 * For more than fits the memory: the system keeps what is in use. The file has no name, so that it goes away
 * with this object, in a crash, too. Slabs do not move; threads may use them at once.
 */
class SlabFile
{
public:
  //! A file in \a folder. Throws Error, naming the folder, where none can be made there.
  SlabFile( const std::string &folder, std::size_t slabBytes );
  ~SlabFile();
  SlabFile( SlabFile &&other ) noexcept;
  SlabFile &operator=( SlabFile && ) = delete;

  //! Adds a slab of zeros. Throws Error, naming the folder, where the disk has no room for it.
  std::uint8_t *add();

  int count() const { return static_cast<int>( mSlabs.size() ); }
  std::size_t slabBytes() const { return mSlabBytes; }
  std::uint8_t *slab( int index ) { return mSlabs[index]; }
  const std::uint8_t *slab( int index ) const { return mSlabs[index]; }

private:
  std::string mFolder;
  std::size_t mSlabBytes;
  //! Of a slab in the file: whole pages.
  std::size_t mStride;
  int mFile = -1;
  std::vector<std::uint8_t *> mSlabs;
};

} // namespace calving
