#pragma once

#include <functional>
#include <string>
#include <vector>

#include "model/base/utctime.h"

namespace calving
{

//! <name attributes>content</name>; \a content is XML already.
std::string element( const std::string &name, const std::string &content,
                     const std::string &attributes = {} );
std::string element( const std::string &name, const char *content );
std::string element( const std::string &name, int value );
std::string element( const std::string &name, UtcTime time );
//! As products write them: sixteen digits.
std::string element( const std::string &name, double value );

//! <name count="n">...</name> with numbers of \a digits digits after the point, or whole ones for 0.
std::string numbers( const std::string &name, const std::vector<double> &values, int digits );

//! <name count="n">...</name> with what \a item says of each of \a items.
template <typename Item, typename Text>
std::string list( const std::string &name, const std::vector<Item> &items, const Text &text )
{
  std::string content;
  for ( const Item &item : items )
    content += text( item );
  return element( name, content, "count=\"" + std::to_string( items.size() ) + "\"" );
}

//! \a content with the line that begins an XML file.
std::string xmlFile( const std::string &content );

} // namespace calving
