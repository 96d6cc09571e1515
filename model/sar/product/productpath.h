#pragma once

#include <string>
#include <vector>

namespace calving
{

/**
 * The folder with the manifest.safe of the product that \a path means; in an archive "/vsizip/...".
 *
 * \a path may be the folder, its manifest.safe, a .zip, a folder in one ("archive.zip/folder"), or what holds
 * one product up to four folders down. Throws Error if there is no product, a choice to make, or a product in
 * another format.
 */
std::string productFolder( const std::string &path );

//! Name of the product in \a folder: without what lies before it and without ".SAFE".
std::string productName( const std::string &folder );

//! Names of the files and folders in \a folder, sorted; empty if it cannot be listed.
std::vector<std::string> filesIn( const std::string &folder );

/**
 * The files in \a folder and its folders, four deep and 20000 at most, as paths in it, sorted.
 *
 * Without those that macOS adds to archives of its own ("__MACOSX/", "._name").
 */
std::vector<std::string> filesBelow( const std::string &folder );

//! The path of the file in \a folder that has the first of \a names that one has, whatever the case of
//! letters; empty if there is none.
std::string fileNamed( const std::string &folder, const std::vector<std::string> &names );

//! Throws Error, naming it, if the file \a path of the product in \a folder is a link out of it: products
//! come from elsewhere, and must not have others of the user's files read.
void requireInside( const std::string &folder, const std::string &path );

} // namespace calving
