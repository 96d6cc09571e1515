#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace calving
{

/**
 * A report in one HTML file, with its pictures inside: it can be mailed, and opens anywhere.
 *
 * Text is plain UTF-8 and is escaped here.
 */
class HtmlReport
{
public:
  explicit HtmlReport( const std::string &title );

  void heading( const std::string &text );
  void paragraph( const std::string &text );
  void list( const std::vector<std::string> &items );
  //! Names and values in two columns: settings, results.
  void values( const std::vector<std::pair<std::string, std::string>> &pairs );
  //! REQUIRES: each row has as many cells as \a columns. Cells that read as numbers are set to the right.
  void table( const std::vector<std::string> &columns, const std::vector<std::vector<std::string>> &rows );
  //! Adds SVG markup, as svgplot.h makes it, or any other that is well formed.
  void figure( const std::string &svg, const std::string &caption = {} );
  /**
   * Adds the bytes of a PNG file, as pngimage.h makes them; \a width is what it takes on the page, in CSS
   * pixels.
   *
   * Images in a row, with nothing else between them, stand side by side.
   */
  void image( std::string_view png, const std::string &caption = {}, int width = 256 );

  //! The whole document.
  std::string html() const;
  //! Writes it to \a path, whole or not at all. Throws Error if that is not possible.
  void write( const std::string &path ) const;

private:
  //! Appends an element; consecutive images share a row.
  void append( const std::string &markup, bool isImage = false );

  std::string mTitle;
  std::string mBody;
  bool mInRow = false;
};

//! \a text with the characters that HTML, SVG and XML reserve replaced.
std::string escaped( const std::string &text );

//! Base64 (RFC 4648) of \a bytes.
std::string base64( std::string_view bytes );

} // namespace calving
