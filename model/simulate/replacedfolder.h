#pragma once

#include <functional>
#include <string>
#include <vector>

namespace calving
{

//! How an earlier folder of some kind is told from one of somebody else.
struct FolderKind
{
  //! Its content in words, "a simulated training set".
  std::string what;
  //! Names of the files and folders that it holds at most.
  std::vector<std::string> known;
  //! Whether the folder of this path, which holds nothing but \a known names, bears the mark of our own.
  std::function<bool( const std::string &path )> isOurs;
};

/**
 * A folder that appears, or is replaced, as a whole.
 *
 * Files go to a folder beside the target; commit() puts it in place. Without commit() nothing stays.
 */
class ReplacedFolder
{
public:
  //! Throws Error if \a path holds anything but an earlier folder of this \a kind, or cannot be created.
  ReplacedFolder( const std::string &path, const FolderKind &kind );
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
