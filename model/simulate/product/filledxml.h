#pragma once

#include <string>
#include <vector>

#include <pugixml.hpp>

#include "model/base/utctime.h"
#include "model/sar/product/annotation.h"

namespace calving
{

//! One of the templates, to be filled in.
pugi::xml_document parsedTemplate( const char *xml );

//! The node of \a parent at \a path, as in "imageAnnotation/imageInformation". REQUIRES: there is one.
pugi::xml_node nodeAt( pugi::xml_node parent, const std::string &path );

//! Sets the text of the node of \a parent at \a path.
void fill( pugi::xml_node parent, const std::string &path, const std::string &text );
void fill( pugi::xml_node parent, const std::string &path, int value );
void fill( pugi::xml_node parent, const std::string &path, UtcTime time );
//! As products write them: sixteen digits.
void fill( pugi::xml_node parent, const std::string &path, double value );
//! The attribute count, too; numbers of \a digits digits after the point, or whole ones for 0.
void fill( pugi::xml_node parent, const std::string &path, const std::vector<double> &values, int digits );

//! What every annotation, calibration and noise file begins with, in the file's \a root, of image \a number.
void fillHeader( pugi::xml_node root, const ImageHeader &header, int number );

//! Puts a copy of \a pattern in its place for each of \a items, as \a fillItem fills it with one; a list that
//! counts its nodes is told.
template <typename Item, typename Fill>
void repeat( pugi::xml_node pattern, const std::vector<Item> &items, const Fill &fillItem )
{
  pugi::xml_node list = pattern.parent();
  for ( const Item &item : items )
    fillItem( list.insert_copy_before( pattern, pattern ), item );
  list.remove_child( pattern );
  list.attribute( "count" ).set_value( items.size() );
}

//! \a document as the text of a file.
std::string textOf( const pugi::xml_document &document );

} // namespace calving
