#pragma once

#include <string>
#include <vector>

namespace calving
{

/**
 * A folder that appears, or is replaced, as a whole.
 *
 * Files go to a folder beside the target; commit() puts it in place. Without commit() nothing stays.
 */
class ReplacedFolder
{
public:
  /**
   * \a what: the folder's content in words, "a simulated training set". \a known: names of files and folders
   * that an earlier folder of this kind holds. Throws Error if \a path holds anything else, or cannot be
   * created.
   */
  ReplacedFolder( const std::string &path, const std::string &what, const std::vector<std::string> &known );
  ~ReplacedFolder();
  ReplacedFolder( const ReplacedFolder & ) = delete;
  ReplacedFolder &operator=( const ReplacedFolder & ) = delete;

  //! Where to write until commit().
  const std::string &temporaryPath() const { return mTemporaryPath; }
  //! Creates a sub-folder and returns its path. Throws Error if it cannot.
  std::string subfolder( const std::string &name ) const;
  //! Throws Error if the folder cannot be put in place; then the old one is still there.
  void commit();

private:
  std::string mPath;
  std::string mTemporaryPath;
};

} // namespace calving
