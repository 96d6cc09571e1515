#include "model/dataset/datasetreport.h"

#include <algorithm>
#include <map>

#include "model/base/numbertext.h"
#include "model/dataset/datasetlayout.h"
#include "model/report/htmlreport.h"
#include "model/report/pngimage.h"
#include "model/report/quicklook.h"

namespace calving
{

namespace
{

constexpr int pictureSide = 300;
constexpr std::size_t picturesPerGlacier = 4;

using Rows = std::vector<const DatasetRow *>;

std::map<std::string, Rows> byGlacier( const std::vector<DatasetRow> &rows )
{
  std::map<std::string, Rows> glaciers;
  for ( const DatasetRow &row : rows )
    glaciers[row.glacier].push_back( &row );
  for ( auto &[name, list] : glaciers )
    std::stable_sort( list.begin(), list.end(),
                      []( const DatasetRow *a, const DatasetRow *b ) { return a->date < b->date; } );
  return glaciers;
}

std::size_t validating( const Rows &rows )
{
  return static_cast<std::size_t>(
      std::count_if( rows.begin(), rows.end(), []( const DatasetRow *row ) { return row->validates; } ) );
}

std::vector<std::string> summary( const std::string &glacier, const Rows &rows )
{
  const DatasetRow &first = *rows.front();
  const std::string dates =
      first.date == rows.back()->date ? first.date : first.date + " to " + rows.back()->date;
  return { glacier,
           std::to_string( rows.size() - validating( rows ) ),
           std::to_string( validating( rows ) ),
           dates,
           std::to_string( first.width ) + " x " + std::to_string( first.height ),
           numberText( first.pixelSizeMetres[0], Decimals{ 1 } ),
           first.optical,
           first.cloudShare ? numberText( 100 * *first.cloudShare, Decimals{ 1 } ) : "–" };
}

void addPicture( HtmlReport &report, const QuickLook &look, const std::string &caption )
{
  report.image( pngImage( look.values, look.width, look.height, 3 ), caption, look.width );
}

//! \a text and the date behind it, where there is one.
std::string dated( const std::string &text, const std::string &date )
{
  return date.empty() ? text : text + ' ' + date;
}

//! Up to \a most of \a rows, spread evenly from the first to the last.
Rows spread( const Rows &rows, std::size_t most )
{
  if ( rows.size() <= most )
    return rows;
  Rows chosen;
  for ( std::size_t i = 0; i < most; ++i )
    chosen.push_back( rows[i * ( rows.size() - 1 ) / ( most - 1 )] );
  return chosen;
}

void addGlacier( HtmlReport &report, const std::string &folder, const std::string &glacier, const Rows &rows )
{
  const std::string optical = folder + '/' + opticalFolder + '/' + rows.front()->optical;
  report.heading( glacier );
  const QuickLook colours = quickLook( optical, { 4, 3, 2 }, true, pictureSide );
  addPicture( report, colours, dated( "optical", rows.front()->opticalDate ) + ": red, green, blue" );
  addPicture( report, quickLook( optical, { 11, 8, 4 }, true, pictureSide ),
              "short-wave and near infrared, red: ice is blue, cloud white" );
  const DatasetRow &middle = *rows[rows.size() / 2];
  addPicture( report,
              chequered( colours, quickLook( scenePath( folder, middle.name, middle.validates ), { 1 }, false,
                                             pictureSide ) ),
              dated( "chequered with SAR", middle.date ) );
  for ( const DatasetRow *row : spread( rows, picturesPerGlacier ) )
    addPicture( report,
                quickLook( scenePath( folder, row->name, row->validates ), { 1 }, false, pictureSide ),
                row->name + ( row->validates ? " (validates)" : "" ) );
}

} // namespace

std::string datasetReportPath( const std::string &folder )
{
  return folder + "/quicklook.html";
}

void writeDatasetReport( const std::string &folder, const std::vector<DatasetRow> &rows,
                         const std::vector<std::string> &problems )
{
  HtmlReport report( "Data set for pre-training" );
  const std::map<std::string, Rows> glaciers = byGlacier( rows );
  std::vector<std::vector<std::string>> lines;
  for ( const auto &[glacier, list] : glaciers )
    lines.push_back( summary( glacier, list ) );
  report.table(
      { "Glacier", "Training", "Validation", "Dates", "Pixels", "Pixel (m)", "Optical image", "Cloud (%)" },
      lines );
  report.paragraph(
      "Where the squares of optical image and SAR scene meet, coasts and fronts must go on without a "
      "step." );
  if ( !problems.empty() )
  {
    report.heading( "Left out by the last run" );
    report.list( problems );
  }
  for ( const auto &[glacier, list] : glaciers )
    addGlacier( report, folder, glacier, list );
  report.write( datasetReportPath( folder ) );
}

} // namespace calving
