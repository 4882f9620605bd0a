# From here on the script is the same for every audit; it runs in Windows PowerShell 5.1 and PowerShell 7.

Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$script:moved = 0
$script:left = 0
$separator = [string] [System.IO.Path]::DirectorySeparatorChar
$header = "old`tnew`tsha256"
$encoding = New-Object System.Text.UTF8Encoding $false

function Say([string] $text) { Write-Host $text }

# A terminal obeys control characters, so a name is shown without them.
function Shown([string] $path) { return [regex]::Replace($path, '\p{C}', '?') }

function Leave([string] $why, [string] $path) {
    Say ($why + ': ' + (Shown $path))
    $script:left += 1
}

function Quit([string] $text) {
    [Console]::Error.WriteLine($text)
    exit 2
}

function Full([string] $path) {
    return $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($path).TrimEnd('\', '/')
}

function There([string] $path) { return [System.IO.File]::Exists($path) -or [System.IO.Directory]::Exists($path) }

# Say whether a file has this SHA-256; a link is no file.
function Same([string] $path, [string] $sum) {
    if (-not [System.IO.File]::Exists($path)) { return $false }
    try {
        if ((Get-Item -LiteralPath $path -Force).LinkType -eq 'SymbolicLink') { return $false }
        return (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -eq $sum
    } catch { return $false }
}

function Code([string] $path) {
    return $path.Replace('\', '\\').Replace("`t", '\t').Replace("`n", '\n').Replace("`r", '\r')
}

function Decode([string] $word) {
    $meaning = @{ 't' = "`t"; 'n' = "`n"; 'r' = "`r"; '\' = '\' }
    return [regex]::Replace($word, '\\(.)', { param($found) $meaning[$found.Groups[1].Value] })
}

function MakeParent([string] $path) {
    [void] [System.IO.Directory]::CreateDirectory([System.IO.Path]::GetDirectoryName($path))
}

# Write down what is about to happen, before it happens.
function Record([string] $old, [string] $new, [string] $sum) {
    if (-not [System.IO.File]::Exists($manifest)) {
        [System.IO.File]::AppendAllText($manifest, $header + "`n", $encoding)
    }
    [System.IO.File]::AppendAllText($manifest, (Code $old) + "`t" + (Code $new) + "`t" + $sum + "`n", $encoding)
}

# Move one file of the list, if it is what the audit read; nothing is ever overwritten.
function MoveOut([string] $path, [string] $sum) {
    $local = $path.Replace('/', $separator)
    $old = $root + $separator + $local
    $new = $store + $separator + $local
    if (-not (There $old)) { Leave $words.missing $path }
    elseif (-not (Same $old $sum)) { Leave $words.changed $path }
    elseif (There $new) { Leave $words.taken $path }
    elseif (-not $Apply) { Say ($words.would + ': ' + (Shown $path)) }
    else {
        try {
            MakeParent $new
            Record $old $new $sum
            [System.IO.File]::Move($old, $new)
            Say ($words.moved + ': ' + (Shown $path))
            $script:moved += 1
        } catch { Leave $words.failed $path }
    }
}

function PutBack([string] $old, [string] $new, [string] $sum) {
    if ((Same $old $sum) -and -not (There $new)) { Say ($words.back_already + ': ' + (Shown $old)) }
    elseif (-not (There $new)) { Leave $words.missing $new }
    elseif (-not (Same $new $sum)) { Leave $words.changed_undo $new }
    elseif (There $old) { Leave $words.taken_undo $old }
    else {
        try {
            MakeParent $old
            [System.IO.File]::Move($new, $old)
            Say ($words.back + ': ' + (Shown $old))
            $script:moved += 1
        } catch { Leave $words.failed_undo $old }
    }
}

function PutAllBack {
    $from = Full $Undo
    if (-not [System.IO.File]::Exists($from)) { Quit ($words.no_manifest + ': ' + $Undo) }
    foreach ($line in [System.IO.File]::ReadAllLines($from, $encoding)) {
        $parts = $line.Split([char] 9)
        if ($line -eq '' -or $line -eq $header) { continue }
        if ($parts.Length -ne 3) { Leave $words.odd_line $line; continue }
        PutBack (Decode $parts[0]) (Decode $parts[1]) $parts[2]
    }
}

function List([string] $title, [string[]] $names) {
    if ($names.Length -eq 0) { return }
    Say $title
    foreach ($name in $names) { Say ('  ' + $name) }
}

if ($Undo) {
    PutAllBack
} else {
    if (-not $Folder -or -not $Quarantine) { Quit $words.usage }
    $root = Full $Folder
    $place = Full $Quarantine
    $store = $place + $separator + 'files'
    $manifest = $place + $separator + 'undo.tsv'
    $inside = ($place + $separator).StartsWith($root + $separator, [System.StringComparison]::OrdinalIgnoreCase)
    if (-not [System.IO.Directory]::Exists($root)) { Quit ($words.no_folder + ': ' + $Folder) }
    if ($inside) { Quit ($words.inside + ': ' + $Quarantine) }
    foreach ($file in $files) { MoveOut $file.Path $file.Sum }
    List $words.by_hand $byHand
    List $words.unread $unread
    if ($Apply) {
        Say $words.local
        Say ($words.undo + ' ' + $manifest)
    } else { Say $words.dry }
}
if ($Undo -or $Apply) { Say ($words.total -f $script:moved, $script:left) }
if ($script:left -gt 0) { exit 1 }
exit 0
